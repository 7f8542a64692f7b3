import { DatasetInvalidError, type Random } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { meanInterval } from "../statistics/mean-interval.ts";
import { multiScaleSimilarity } from "./multi-scale-similarity.ts";
import type { SimilarityWindow } from "./structural-similarity.ts";

/**
 * The mean multi-scale similarity of random pairs of images of one set: its lack of diversity.
 *
 * Give real data's value at the same n, window and class beside it; a collapsed generator scores 1. Pairs share no image, so they are
 * independent and the interval is a t interval.
 *
 * @param images `[n, height, width, channels]`, n ≥ 4
 * @param window by default Gaussian, 11 pixels, sigma 1.5
 * @param range by default 1
 * @returns in [0, 1], lower is more diverse; n is the number of pairs, ⌊images / 2⌋
 * @throws as {@link multiScaleSimilarity}, and {DatasetInvalidError} below 4 images
 * @see Odena, Olah, Shlens 2017
 */
export function pairSimilarity({
  images,
  random,
  window,
  range,
  level = 0.95,
}: {
  readonly images: Features;
  readonly random: Random;
  readonly window?: SimilarityWindow;
  readonly range?: number;
  readonly level?: number;
}): Estimate {
  const { data, n, d } = checkFeatures(images, { where: "pairSimilarity: images" });
  const pairs = Math.floor(n / 2);
  if (pairs < 2) {
    throw new DatasetInvalidError({
      message: `pairSimilarity: expected at least 4 images, received ${n}.`,
    });
  }
  const order = random.permutation(n);
  const taken = (from: number): Features => {
    const out = new Float64Array(pairs * d);
    for (let i = 0; i < pairs; i++) {
      const row = (order[from + i] as number) * d;
      out.set(data.subarray(row, row + d), i * d);
    }
    return { data: out, shape: [pairs, ...images.shape.slice(1)] };
  };
  const { values } = multiScaleSimilarity({
    first: taken(0),
    second: taken(pairs),
    ...(window === undefined ? {} : { window }),
    ...(range === undefined ? {} : { range }),
  });
  return meanInterval({ values, level });
}
