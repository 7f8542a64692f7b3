import { ConfigInvalidError } from "@ganlens/core";
import {
  averagedOverChannels,
  defaultWindow,
  imagePlanes,
  type SimilarityOptions,
  similarityOfPlane,
  windowWeights,
} from "./structural-similarity.ts";

/** Weights of the five scales, finest first. */
const scaleWeights = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333] as const;

/** Multi-scale similarities and the scales that were in use. */
export interface MultiScaleSimilarity {
  /** `[n]`, in [0, 1]. */
  readonly values: Float64Array;
  /** Their weights, summing to 1. */
  readonly weights: readonly number[];
}

/**
 * The multi-scale structural similarity of each pair of images: Π over scales of contrast^w, times luminance at the
 * coarsest, mean over channels.
 *
 * Each scale halves the image by 2 × 2 means (an odd last row or column is dropped). As published it needs sides above 160 pixels; smaller images get as many scales as the window fits
 * into, at most five, with the first weights renormalised to sum to 1: at 28 × 28 with a window of 7 that is three
 * scales. So values compare at one image size and window only. Negative factors count as 0.
 *
 * @param scales by default as many as fit, 1 … 5
 * @throws as {@link structuralSimilarity}, and {ConfigInvalidError} when the scales do not fit into the image
 * @see Wang, Simoncelli, Bovik 2003; pytorch-msssim `ssim.py`
 */
export function multiScaleSimilarity({
  first,
  second,
  window = defaultWindow,
  range = 1,
  scales,
}: SimilarityOptions & { readonly scales?: number }): MultiScaleSimilarity {
  const planes = imagePlanes(first, second, "multiScaleSimilarity");
  const side = Math.min(planes.height, planes.width);
  const kernel = windowWeights(window, side, "multiScaleSimilarity");
  let most = 1;
  while (most < scaleWeights.length && side >> most >= window.size) most++;
  const count = scales ?? most;
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new ConfigInvalidError({
      message: `multiScaleSimilarity: expected 1…${most} scales for a side of ${side} and a window of ${window.size}, received ${scales}.`,
    });
  }
  const taken = scaleWeights.slice(0, count);
  const total = taken.reduce((sum, weight) => sum + weight, 0);
  const weights = taken.map((weight) => weight / total);
  const values = averagedOverChannels(planes, (x, y) => {
    let [a, b] = [x, y];
    let { height, width } = planes;
    let product = 1;
    for (let s = 0; s < count; s++) {
      const { full, contrast } = similarityOfPlane(a, b, { height, width }, kernel, range);
      product *= Math.max(0, s === count - 1 ? full : contrast) ** (weights[s] as number);
      a = halved(a, height, width);
      b = halved(b, height, width);
      height >>= 1;
      width >>= 1;
    }
    return product;
  });
  return { values, weights };
}

function halved(plane: Float64Array, height: number, width: number): Float64Array {
  const [rows, columns] = [height >> 1, width >> 1];
  const out = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      const at = 2 * i * width + 2 * j;
      out[i * columns + j] =
        ((plane[at] as number) +
          (plane[at + 1] as number) +
          (plane[at + width] as number) +
          (plane[at + width + 1] as number)) /
        4;
    }
  }
  return out;
}
