import type { Measure } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import type { StandardisedDifference } from "../../properties/standardised-difference.ts";
import type { ClassifierTest } from "./cross-fitted-classifier.ts";
import type { ApartJudgement, PlaceJudgement, PropertyJudgement } from "./judge.ts";
import { byEffect } from "./place-differences.ts";
import type { BandDifference } from "./spectrum-differences.ts";

/** Names under which the experiment, and verdicts, find what decides. */
export const measureNames = {
  accuracy: "share of images that a simple classifier names rightly, generated or real",
  chance: "chance of such an AUC where both are alike",
  place: "greatest difference in brightness of nine parts, ",
  chanceOfPlace: "chance of such a difference in brightness of any part where both are alike",
  difference: (property: string): string => `difference in ${property}`,
  chanceOf: (property: string): string => `chance of such a difference in ${property} where both are alike`,
} as const;

/** What the sentence on telling them apart stands on. */
export function apartMeasures(
  { both, code, residual }: ApartJudgement,
  placebo: ApartJudgement | undefined,
): readonly Measure[] {
  const auc = (where: string, test: ClassifierTest, ofPlacebo: ClassifierTest | undefined): Measure =>
    measure({
      name: `AUC of telling them from real images [${where}]`,
      value: test.auc,
      n: test.n,
      interval: {
        low: test.interval[0],
        high: test.interval[1],
        level: 0.95,
        method: "DeLong's variance in each of five parts, widened by permutations of the sides",
        resampled: "samples",
      },
      ...(ofPlacebo === undefined
        ? {}
        : {
            floor: {
              value: ofPlacebo.auc,
              n: ofPlacebo.n,
              meaning: "real images in the generator's place; chance is 0.5",
            },
          }),
      better: "lower",
    });
  return [
    measure({
      name: measureNames.accuracy,
      value: both.accuracy,
      n: both.n,
      ...(placebo === undefined
        ? {}
        : {
            floor: {
              value: placebo.both.accuracy,
              n: placebo.both.n,
              meaning: "real images in the generator's place; chance is 0.5",
            },
          }),
      better: "lower",
    }),
    auc("code and residual", both, placebo?.both),
    auc("code", code, placebo?.code),
    auc("residual", residual, placebo?.residual),
    measure({ name: measureNames.chance, value: both.pValue, n: both.n, better: "higher" }),
  ];
}

/** Every property: by how much it differs, and the chance of that. */
export function propertyMeasures({ n, differences }: PropertyJudgement): readonly Measure[] {
  return differences.flatMap(({ property, effect, interval, pValue }) => [
    effectMeasure(measureNames.difference(property.name), { n, effect, interval }),
    measure({ name: measureNames.chanceOf(property.name), value: pValue, n, better: "higher" }),
  ]);
}

/** A difference in spreads of single images. */
function effectMeasure(
  name: string,
  {
    n,
    effect,
    interval: [low, high],
  }: { readonly n: number } & Pick<StandardisedDifference, "effect" | "interval">,
): Measure {
  return measure({
    name,
    value: effect,
    unit: "spread of single images",
    n,
    interval: {
      low,
      high,
      level: 0.95,
      method: "normal, of the difference of means",
      resampled: "samples",
    },
    better: "neither",
  });
}

/** In how many bands of frequencies they differ. */
export function spectrumMeasures(bands: readonly BandDifference[], n: number): readonly Measure[] {
  return [
    measure({
      name: `bands of frequencies, of ${bands.length}, in which power differs from real images`,
      value: bands.filter(({ pValue }) => pValue <= 0.01).length,
      n,
      better: "lower",
    }),
  ];
}

/** The part of the image whose brightness differs most; of images that have no parts none. */
export function placeMeasures({ n, differences }: PlaceJudgement): readonly Measure[] {
  const [most, next] = byEffect(differences);
  if (most === undefined || next === undefined) return [];
  const { words, effect, interval, pValue } = most;
  return [
    effectMeasure(`${measureNames.place}${words}`, { n, effect, interval }),
    measure({
      name: `next greatest difference in brightness of nine parts, ${next.words}`,
      value: next.effect,
      unit: "spread of single images",
      n,
      better: "neither",
    }),
    measure({ name: measureNames.chanceOfPlace, value: pValue, n, better: "higher" }),
  ];
}
