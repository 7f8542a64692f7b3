import { type NdArray, rows } from "@ganlens/core";
import { exactShareInterval, quantileSorted } from "@ganlens/metrics";
import type { ControlImages } from "../real/control-images.ts";
import { percent } from "../words/numbers.ts";
import { copySearch } from "./copy-search.ts";
import { type PixelCodes, pixelCodes } from "./pixel-codes.ts";

/** Training images that principal components are fitted to. */
const fitted = 1500;

/**
 * Rows of the images that lie nearer to one training image than 99 % of known real images do: of images that are no copies, about one
 * in a hundred.
 *
 * @param pixels by default fitted to training images here
 */
export async function nearCopyRows(
  suspect: NdArray,
  { training, known }: Pick<ControlImages, "training" | "known">,
  pixels?: PixelCodes,
): Promise<ReadonlySet<number>> {
  const used = pixels ?? pixelCodes(rows(training, 0, Math.min(fitted, training.shape[0] as number)));
  try {
    const ofKnown = [await used.codes(known)];
    const find = await copySearch({ training: await used.codes(training), known: ofKnown });
    const threshold = quantileSorted((await find(ofKnown)).scores.sort(), 0.01);
    const { scores } = await find([await used.codes(suspect)]);
    return new Set([...scores.keys()].filter((row) => (scores[row] as number) <= threshold));
  } finally {
    if (pixels === undefined) used.dispose();
  }
}

/** How many of n images lie as near to one training image as copies do. */
export interface NearCopies {
  readonly hits: number;
  readonly n: number;
}

/** Of images that are no copies one in a hundred is near, by how the threshold is set; by chance somewhat more. */
const mostNear = 0.03;

/** Why nothing good can be said of images of which many are near-copies: copies of real images pass every test but the search for copies. */
export function copying(subject: string, { hits, n }: NearCopies): string | undefined {
  if (hits === 0 || exactShareInterval({ hits, n }).interval.low <= mostNear) return undefined;
  return `Cannot tell ${subject}: ${percent(hits / n)} are as near to training images as copies.`;
}
