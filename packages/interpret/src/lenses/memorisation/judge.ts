import { type NdArray, rows, takeRows } from "@ganlens/core";
import { fisherExact } from "@ganlens/metrics";
import { type CopySearch, copySearch, type Views } from "../../copies/copy-search.ts";
import type { PixelCodes } from "../../copies/pixel-codes.ts";
import { type Repeats, repeatsOf } from "../../copies/repeats.ts";
import { shiftedViews } from "../../copies/shifted-views.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { alarm } from "./statements.ts";

/** Where copies are looked for: pixels as they are, pixels moved by up to two, codes of an autoencoder. */
export type SearchId = "pixels" | "shifted" | "codes";

export interface Searched {
  readonly id: SearchId;
  readonly found: CopySearch;
}

/** What is found of copies among the images that differ: one that is drawn again and again counts once. */
export interface CopyJudgement {
  /** The rows that are looked at. */
  readonly rows: readonly number[];
  readonly searches: readonly Searched[];
  /** The search with the lowest chance. */
  readonly most: Searched;
  readonly isCopied: boolean;
}

export interface RepeatJudgement {
  readonly own: Repeats;
  /** As many training images, looked at in the same way. */
  readonly real: Repeats;
  /** One-sided, of Fisher's exact test: the chance of so many repeats among images that repeat as real ones do. */
  readonly pValue: number;
  readonly isRepeated: boolean;
}

/** The rules by which images are looked at: the same for the generator, for the placebo and for planted faults. */
export interface Judge {
  copies(suspect: NdArray): Promise<CopyJudgement>;
  repeats(suspect: NdArray): Promise<RepeatJudgement>;
}

/** Pixels that a copy may be moved by. */
const mostShift = 2;

/**
 * Looks for copies of training images in three ways, and for repeats.
 *
 * Images hold copies when any of the searches says so at a level that gives at most one false alarm in a hundred over all of them.
 * They repeat when more of them are nearly the same as another one than of as many training images.
 *
 * @param codes of an autoencoder that learned training images
 */
export async function judgeOf({
  images: { training, known },
  pixels,
  codes,
}: {
  readonly images: ControlImages;
  readonly pixels: PixelCodes;
  readonly codes: FeatureSpace;
}): Promise<Judge> {
  const views = {
    pixels: async (x: NdArray): Promise<Views> => [await pixels.codes(x)],
    shifted: (x: NdArray): Promise<Views> => shiftedViews(pixels, x, mostShift),
    codes: async (x: NdArray): Promise<Views> => [await codes.features(x)],
  };
  const ids: readonly SearchId[] = ["pixels", "shifted", "codes"];
  const inPixels = await pixels.codes(training);
  const inCodes = await codes.features(training);
  const finds = new Map<SearchId, (suspect: Views) => Promise<CopySearch>>();
  for (const id of ids) {
    const points = id === "codes" ? inCodes : inPixels;
    finds.set(id, await copySearch({ training: points, known: await views[id](known) }));
  }
  /** Of as many training images as were looked at, found once for each number. */
  const ofTraining = new Map<number, Repeats>();
  return {
    async copies(suspect) {
      const { firsts } = await repeatsOf(suspect);
      const looked = takeRows(suspect, firsts);
      const searches: Searched[] = [];
      for (const [id, find] of finds) searches.push({ id, found: await find(await views[id](looked)) });
      const most = searches.reduce((best, each) => (each.found.pValue < best.found.pValue ? each : best));
      return { rows: firsts, searches, most, isCopied: most.found.pValue <= alarm / ids.length };
    },
    async repeats(suspect) {
      const n = Math.min(suspect.shape[0] as number, training.shape[0] as number);
      const own = await repeatsOf(rows(suspect, 0, n));
      const real = ofTraining.get(n) ?? (await repeatsOf(rows(training, 0, n)));
      ofTraining.set(n, real);
      const pValue = fisherExact({ hits: n - own.different, n, otherHits: n - real.different, m: n });
      return { own, real, pValue, isRepeated: pValue <= alarm };
    },
  };
}
