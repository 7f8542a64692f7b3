import { ConfigInvalidError, type NdArray, Random } from "@ganlens/core";
import * as z from "zod";
import { seedSchema } from "./image-size.ts";
import { assertRoom, imageShapeOf } from "./map-images.ts";
import type { DatasetTransform } from "./transform.ts";

/** Levels of brightness made continuous. */
export interface DequantiseTransform {
  readonly name: "dequantise";
  readonly seed?: number | undefined;
}

/**
 * Adds noise to whole levels in all splits: x = (v + u) / (maximum + 1) with u uniform in [0, 1), drawn by the sample's id, so that no
 * density can grow without bound on 256 points.
 *
 * @see Theis, van den Oord, Bethge 2016, A note on the evaluation of generative models
 */
export const dequantiseTransform: DatasetTransform<DequantiseTransform> = {
  name: "dequantise",
  schema: z.strictObject({ name: z.literal("dequantise"), seed: seedSchema.exactOptional() }),
  apply(samples, { seed = 0 }) {
    const width = imageShapeOf(samples, "dequantise").reduce((product, side) => product * side, 1);
    const { x, maximum, ids, info } = samples;
    if (!(x.data instanceof Uint8Array)) {
      throw new ConfigInvalidError({
        message: `Expected whole levels of brightness to dequantise, but ${info.name} holds other numbers here.`,
        hint: "Put it before other transforms that change the values, or leave it out.",
      });
    }
    assertRoom(4 * x.data.length, info.name);
    const random = Random.fromSeed(seed).split("dequantise");
    const data = new Float32Array(x.data.length);
    for (const [row, id] of ids.entries()) {
      const noise = random.split(id).uniform(width);
      for (let i = 0; i < width; i++) {
        const at = row * width + i;
        data[at] = Math.min(1 - 2 ** -24, ((x.data[at] as number) + (noise[i] as number)) / (maximum + 1));
      }
    }
    return { ...samples, x: { data, shape: x.shape } satisfies NdArray, maximum: 1 };
  },
};
