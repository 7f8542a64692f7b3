import { type NdArray, type Random, takeRows } from "@ganlens/core";
import type { Features } from "@ganlens/metrics";
import { type CopySearch, lookForCopies } from "../../copies/look-for-copies.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { type Gap, gapBetween } from "./gap.ts";

/** A sentence is said when as much would be seen by chance in at most one of a hundred. */
export const alarm = 0.01;

/** What is found of images that stand in the generator's place. */
export interface Judgement {
  /** In the order of the spaces; the first is the one that sentences speak of. */
  readonly gaps: readonly Gap[];
  readonly isFarther: boolean;
  readonly copies: CopySearch;
  readonly isCopied: boolean;
  readonly n: number;
}

export interface JudgeOptions {
  readonly spaces: readonly FeatureSpace[];
  /** Principal components of pixels, in which copies are looked for. */
  readonly pixels: FeatureSpace;
  readonly reference: NdArray;
  readonly images: ControlImages;
}

/**
 * Looks at images as at the generator's: the same rules for the generator, for the placebo and for planted faults.
 *
 * They are farther from the reference than fresh training images when the interval of the ratio lies above 1 in any space, at a
 * level that gives one false alarm in a hundred over all of them; they hold copies when Fisher's test says so at the same level.
 */
export async function judgeOf({ spaces, pixels, reference, images }: JudgeOptions): Promise<{
  judge(suspect: NdArray, random: Random): Promise<Judgement>;
  /** One space's gap with a 95 % interval, with as many images as there are. */
  gap(space: number, suspect: NdArray, random: Random): Promise<Gap>;
}> {
  const most = images.placebo.shape[0] as number;
  const known: { reference: Features; fresh: Features }[] = [];
  for (const space of spaces) {
    known.push({
      reference: await space.features(reference),
      fresh: await space.features(images.training),
    });
  }
  const training = await pixels.features(images.training);
  const unseen = await pixels.features(images.known);
  const level = 1 - (2 * alarm) / spaces.length;
  const gapIn = async (i: number, suspect: NdArray, random: Random, at: number): Promise<Gap> => {
    const space = spaces[i] as FeatureSpace;
    const features = await space.features(suspect);
    const sets = known[i] as { reference: Features; fresh: Features };
    return gapBetween({ space, suspect: features, ...sets, random: random.split(space.name), level: at });
  };
  return {
    gap: (space, suspect, random) => gapIn(space, suspect, random.split("whole"), 0.95),
    async judge(suspect, random) {
      // Given samples may stand class by class: the first ones do not stand for all.
      const order = random.split("looked at").permutation(suspect.shape[0] as number);
      const looked = takeRows(suspect, [...order.subarray(0, most)]);
      const gaps: Gap[] = [];
      for (const i of spaces.keys()) gaps.push(await gapIn(i, looked, random, level));
      const copies = lookForCopies({ training, known: unseen, suspect: await pixels.features(looked) });
      return {
        gaps,
        isFarther: gaps.some(({ interval }) => interval.low > 1),
        copies,
        isCopied: copies.pValue <= alarm,
        n: looked.shape[0] as number,
      };
    },
  };
}
