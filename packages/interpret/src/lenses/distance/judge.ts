import { type NdArray, type Random, takeRows } from "@ganlens/core";
import type { Features } from "@ganlens/metrics";
import { type CopySearch, copySearch } from "../../copies/copy-search.ts";
import type { FeatureSpace } from "../../features/feature-space.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { type Gap, gapBetween } from "./gap.ts";
import type { StatementId } from "./statements.ts";

/** A sentence is said when as much would be seen by chance in at most one of a hundred. */
export const alarm = 0.01;

/** What is found of images that stand in the generator's place. */
export interface Judgement {
  /** In the order of the spaces. */
  readonly gaps: readonly Gap[];
  readonly isFarther: boolean;
  readonly copies: CopySearch;
  readonly isCopied: boolean;
  readonly n: number;
}

/** The rules by which images are looked at: the same for the generator, for the placebo and for planted faults. */
export interface Judge {
  /** All that is found of up to as many images as the placebo has. */
  of(suspect: NdArray, random: Random): Promise<Judgement>;
  /** Whether one sentence alone would be said. */
  says(id: StatementId, suspect: NdArray, random: Random): Promise<boolean>;
  /** One space's gap with a 95 % interval, with as many images as there are. */
  gap(space: number, suspect: NdArray, random: Random): Promise<Gap>;
}

export interface JudgeOptions {
  readonly spaces: readonly FeatureSpace[];
  /** Principal components of pixels, in which copies are looked for. */
  readonly pixels: FeatureSpace;
  readonly reference: NdArray;
  readonly images: ControlImages;
}

/**
 * Looks at images as at the generator's.
 *
 * They are farther from the reference than fresh training images when the interval of the ratio lies above 1 in any space, at a
 * level that gives one false alarm in a hundred over all of them; they hold copies when Fisher's test says so at the same level.
 */
export async function judgeOf({ spaces, pixels, reference, images }: JudgeOptions): Promise<Judge> {
  const most = images.placebo.shape[0] as number;
  const sets: { reference: Features; fresh: Features }[] = [];
  for (const space of spaces) {
    sets.push({
      reference: await space.features(reference),
      fresh: await space.features(images.training),
    });
  }
  const copiesIn = await copySearch({
    training: await pixels.features(images.training),
    known: [await pixels.features(images.known)],
  });
  const level = 1 - (2 * alarm) / spaces.length;
  const gapIn = async (i: number, suspect: NdArray, random: Random, at: number): Promise<Gap> => {
    const space = spaces[i] as FeatureSpace;
    const own = sets[i] as { reference: Features; fresh: Features };
    const features = await space.features(suspect);
    return gapBetween({ space, suspect: features, ...own, random: random.split(space.name), level: at });
  };
  // Given samples may stand class by class: the first ones do not stand for all.
  const lookedAt = (suspect: NdArray, random: Random): NdArray => {
    const order = random.split("looked at").permutation(suspect.shape[0] as number);
    return takeRows(suspect, [...order.subarray(0, most)]);
  };
  const gapsOf = async (looked: NdArray, random: Random) => {
    const gaps: Gap[] = [];
    for (const i of spaces.keys()) gaps.push(await gapIn(i, looked, random, level));
    return { gaps, isFarther: gaps.some(({ interval }) => interval.low > 1) };
  };
  const copiesOf = async (looked: NdArray) => {
    const copies = await copiesIn([await pixels.features(looked)]);
    return { copies, isCopied: copies.pValue <= alarm };
  };
  return {
    gap: (space, suspect, random) => gapIn(space, suspect, random.split("whole"), 0.95),
    async says(id, suspect, random) {
      const looked = lookedAt(suspect, random);
      return id === "gap" ? (await gapsOf(looked, random)).isFarther : (await copiesOf(looked)).isCopied;
    },
    async of(suspect, random) {
      const looked = lookedAt(suspect, random);
      const n = looked.shape[0] as number;
      return { ...(await gapsOf(looked, random)), ...(await copiesOf(looked)), n };
    },
  };
}
