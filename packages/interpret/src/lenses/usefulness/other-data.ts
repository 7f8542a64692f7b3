import type { NdArray, Random, Subject } from "@ganlens/core";
import {
  digitsStrokes,
  type GroundTruthData,
  type GroundTruthImageOptions,
  resize,
  shapes,
  sprites,
} from "@ganlens/datasets";

/** Images of other data, as many and of the same shape as asked for. */
export interface OtherData {
  readonly id: string;
  readonly images: NdArray;
}

/** Rendered data: nothing is read or downloaded for them, in a browser neither. */
const rendered: Readonly<Record<string, (options: GroundTruthImageOptions) => GroundTruthData>> = {
  sprites,
  "digits-strokes": digitsStrokes,
  shapes,
};

/**
 * Images of the rendered data sets that are not the subject's own, by name, brought to its size and channels: rendered at the nearest
 * size that they can have, resized where that is another one, in grey where the subject is. None for other channels than 1 and 3.
 */
export function otherData(
  { imageShape, real }: Pick<Subject, "imageShape" | "real">,
  { count, random }: { readonly count: number; readonly random: Random },
): readonly OtherData[] {
  const [height, width, channels] = imageShape;
  if (channels !== 1 && channels !== 3) return [];
  const own = real?.dataset?.name ?? "";
  const size = Math.min(64, Math.max(16, height, width));
  return Object.entries(rendered)
    .filter(([id]) => own !== id && !own.startsWith(`${id}-`))
    .map(([id, data]) => {
      const { images } = data({ size, channels }).sample(count, random.split(id));
      return { id, images: resized(channels === 1 ? grey(images) : images, [height, width]) };
    });
}

/** 0.299 R + 0.587 G + 0.114 B; grey images as they are. */
function grey(images: NdArray): NdArray {
  const { data, shape } = images;
  if (shape[3] === 1) return images;
  return {
    data: Float32Array.from({ length: data.length / 3 }, (_, i) => {
      const [red = 0, green = 0, blue = 0] = data.subarray(3 * i, 3 * i + 3);
      return 0.299 * red + 0.587 * green + 0.114 * blue;
    }),
    shape: [...shape.slice(0, 3), 1],
  };
}

function resized({ data, shape }: NdArray, size: readonly [number, number]): NdArray {
  const [count = 0, height = 0, width = 0, channels = 0] = shape;
  if (size[0] === height && size[1] === width) return { data, shape };
  const [from, to] = [height * width * channels, size[0] * size[1] * channels];
  const out = new Float32Array(count * to);
  for (let i = 0; i < count; i++) {
    const image = { data: data.subarray(i * from, (i + 1) * from), shape: [height, width, channels] };
    out.set(resize(image, { size, filter: "bicubic" }).data, i * to);
  }
  // Bicubic weights go beyond white and black.
  return { data: out.map((value) => Math.min(1, Math.max(0, value))), shape: [count, ...size, channels] };
}
