import type { NdArray, Random } from "@ganlens/core";
import { defineFault, type ImageLayout } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { shareOf } from "./share-of.ts";

/** One image that is replaced: what stood there, and what the new one is made from. */
export interface Replacement {
  /** The image's values, to be overwritten; they begin as what is replaced. */
  readonly image: Float32Array;
  /** Training images, as many as the fault takes for one, no two of them the same row. */
  readonly sources: readonly Float32Array[];
}

/** How a fault replaces single images. */
export interface ReplacingFault extends Pick<Fault, "id" | "title"> {
  /** Training images that one new image is made from. */
  readonly sources: number;
  /** Draws what it needs for all `count` replacements at once; a greater count must begin with the same draws. */
  replace(
    random: Random,
    count: number,
    layout: ImageLayout,
  ): (replacement: Replacement, index: number) => void;
}

/**
 * A fault that replaces a share of the images by what it makes of training images: no training image is used twice before each
 * was used once, and the images that a share replaces are among those that a greater one does.
 */
export function replacingFault({ id, title, sources, replace }: ReplacingFault): Fault {
  return defineFault({
    id,
    title,
    unit: "share of images",
    strengths: [0.01, 0.02, 0.05, 0.1],
    range: "share",
    leastTraining: sources,
    plant({ images, training, random }, strength, layout) {
      const { count, size } = layout;
      const replaced = shareOf(strength, count, "images");
      const places = random.split("places").permutation(count);
      const order = random.split("sources").permutation(training.shape[0] as number);
      const data = Float32Array.from(images.data);
      const change = replace(random, replaced, layout);
      for (let i = 0; i < replaced; i++) {
        const image = rowOf(data, places[i] as number, size);
        const chosen = Array.from({ length: sources }, (_, k) =>
          rowOf(training.data, order[(i * sources + k) % order.length] as number, size),
        );
        change({ image, sources: chosen }, i);
      }
      return { data, shape: images.shape } satisfies NdArray;
    },
  });
}

/** The values of one image, sharing memory. */
export function rowOf(data: Float32Array, row: number, size: number): Float32Array {
  return data.subarray(row * size, (row + 1) * size);
}
