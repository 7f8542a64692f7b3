import type { EvaluatedMeasure, Random } from "@ganlens/core";
import { frechetDistance, frechetEstimate, prdc } from "@ganlens/metrics";
import { type EvaluationMeasure, measureDirections } from "./evaluation-settings.ts";
import type { SampleFeatures } from "./sample-features.ts";

type Scores = Readonly<Partial<Record<EvaluationMeasure, Omit<EvaluatedMeasure, "floor" | "better">>>>;

/**
 * All measures of generated samples against a reference: the Fréchet distance with its jackknife interval, precision, recall, density
 * and coverage (k = 5) with the balls held fixed, and half the sum of |p − q| over classes in [0, 1], where there is a classifier.
 *
 * @param options.floors what as many real samples score, see {@link floorsOf}
 * @param options.random draws the groups of the jackknife
 */
export function compareSamples({
  generated,
  reference,
  classes,
  floors,
  random,
}: {
  readonly generated: SampleFeatures;
  readonly reference: SampleFeatures;
  readonly classes: number;
  readonly floors: Readonly<Record<string, number>>;
  readonly random: Random;
}): Readonly<Record<string, EvaluatedMeasure>> {
  const { value, interval } = frechetEstimate({
    first: generated.features,
    second: reference.features,
    fixed: "second",
    random,
  });
  const scores: Scores = {
    "frechet-distance": { value, interval: { low: interval.low, high: interval.high } },
    ...neighbourScores(generated, reference),
    ...classScore(generated, reference, classes),
  };
  return Object.fromEntries(
    Object.entries(scores).map(([name, score]) => [
      name,
      { ...score, floor: floors[name] as number, better: measureDirections[name as EvaluationMeasure] },
    ]),
  );
}

/** What real samples score, by measure: as near as samples of this number can come. */
export function floorsOf({
  real,
  reference,
  classes,
}: {
  readonly real: SampleFeatures;
  readonly reference: SampleFeatures;
  readonly classes: number;
}): Readonly<Record<string, number>> {
  const scores: Scores = {
    "frechet-distance": {
      value: frechetDistance({ first: real.features, second: reference.features }),
      interval: null,
    },
    ...neighbourScores(real, reference),
    ...classScore(real, reference, classes),
  };
  return Object.fromEntries(Object.entries(scores).map(([name, { value }]) => [name, value]));
}

/** The share of each class. */
export function classShares(answers: Int32Array, classes: number): readonly number[] {
  const counts = new Array<number>(classes).fill(0);
  for (const answer of answers) counts[answer] = (counts[answer] ?? 0) + 1;
  return counts.map((count) => count / answers.length);
}

function neighbourScores(generated: SampleFeatures, { features }: SampleFeatures): Scores {
  const found = prdc({ real: features, generated: generated.features, interval: "fixed-balls" });
  return Object.fromEntries(
    (["precision", "recall", "density", "coverage"] as const).map((name) => {
      const { value, interval } = found[name];
      return [name, { value, interval: interval ? { low: interval.low, high: interval.high } : null }];
    }),
  );
}

function classScore(generated: SampleFeatures, reference: SampleFeatures, classes: number): Scores {
  if (generated.classes === null || reference.classes === null) return {};
  const [p, q] = [classShares(generated.classes, classes), classShares(reference.classes, classes)];
  const value = p.reduce((sum, share, i) => sum + Math.abs(share - (q[i] as number)), 0) / 2;
  return { "class-difference": { value, interval: null } };
}
