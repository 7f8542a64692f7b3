import { ConfigInvalidError, DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkArray, type Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { normalQuantile } from "../statistics/normal-distribution.ts";
import { tailsOf } from "../statistics/quantile.ts";

/** How well a classifier reads the classes that a conditional generator was asked for. */
export interface RelativeAccuracy extends Estimate {
  readonly accuracyReal: number;
  readonly accuracyGenerated: number;
  /** `[classes]`, recall of generated over recall of real; NaN-free: `null` where real has no hit. */
  readonly perClass: readonly (number | null)[];
  /** Mean recall of generated over mean recall of real: each class weighs the same. */
  readonly ofMeanRecalls: number;
}

/**
 * The relative classification accuracy of a conditional generator: accuracy on generated over accuracy on held-out real samples, of
 * one fixed classifier.
 *
 * 1 when the classifier reads both equally well; it can exceed 1. Blind to diversity within a class. Interval: normal on the
 * logarithm of the ratio of two independent shares (Katz).
 *
 * @param real `[classes, classes]`, counts by true class (rows) and predicted class
 * @param generated `[classes, classes]`, counts by class asked for and predicted class
 * @returns ≥ 0; `null` with a reason when no real sample is read rightly
 * @throws {ShapeError} when the two are not square and of one size
 * @throws {ConfigInvalidError} when a count is not a natural number
 * @throws {DatasetInvalidError} when a class has no sample
 * @see Shmelkov, Schmid, Alahari 2018 for the idea
 */
export function relativeAccuracy({
  real,
  generated,
  level = 0.95,
}: {
  readonly real: Features;
  readonly generated: Features;
  readonly level?: number;
}): RelativeAccuracy {
  const one = recallsOf(real, "real");
  const other = recallsOf(generated, "generated");
  if (one.recalls.length !== other.recalls.length) {
    throw new ShapeError({
      message: `relativeAccuracy: expected the same classes, received ${one.recalls.length} and ${other.recalls.length}.`,
    });
  }
  const accuracyReal = one.hits / one.n;
  const accuracyGenerated = other.hits / other.n;
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const rest = {
    n: Math.min(one.n, other.n),
    accuracyReal,
    accuracyGenerated,
    perClass: one.recalls.map((recall, c) => (recall > 0 ? (other.recalls[c] as number) / recall : null)),
    ofMeanRecalls: mean(other.recalls) / mean(one.recalls),
  };
  if (one.hits === 0) {
    return {
      value: null,
      reason: "The classifier reads no real sample rightly.",
      ...rest,
      ofMeanRecalls: 0,
    };
  }
  const value = accuracyGenerated / accuracyReal;
  // Half a hit keeps the logarithm finite where a share is 0.
  const spread = Math.sqrt(
    Math.max(0, 1 / Math.max(0.5, other.hits) - 1 / other.n + 1 / Math.max(0.5, one.hits) - 1 / one.n),
  );
  const factor = Math.exp(normalQuantile(tailsOf(level)[1]) * spread);
  const upper = other.hits === 0 ? (0.5 / other.n / accuracyReal) * factor : value * factor;
  return {
    value,
    interval: {
      low: value / factor,
      high: upper,
      level,
      method: "normal on the log ratio of two shares",
      resampled: "samples",
    },
    ...rest,
  };
}

function recallsOf(
  confusion: Features,
  name: string,
): { readonly recalls: readonly number[]; readonly hits: number; readonly n: number } {
  checkArray(confusion, `relativeAccuracy: ${name}`);
  const [classes = 0, columns = 0] = confusion.shape;
  const { data } = confusion;
  if (confusion.shape.length !== 2 || classes < 1 || classes !== columns || data.length !== classes ** 2) {
    throw new ShapeError({
      message: `relativeAccuracy: expected a square confusion matrix for ${name}, received [${confusion.shape}].`,
    });
  }
  if (!data.every((count) => Number.isInteger(count) && count >= 0)) {
    throw new ConfigInvalidError({
      message: `relativeAccuracy: expected counts that are natural numbers for ${name}.`,
    });
  }
  const recalls: number[] = [];
  let hits = 0;
  let n = 0;
  for (let c = 0; c < classes; c++) {
    const row = data.subarray(c * classes, (c + 1) * classes);
    let total = 0;
    for (const count of row) total += count;
    if (total === 0) {
      throw new DatasetInvalidError({
        message: `relativeAccuracy: expected samples of every class for ${name}, received none of class ${c}.`,
      });
    }
    const own = row[c] as number;
    recalls.push(own / total);
    hits += own;
    n += total;
  }
  return { recalls, hits, n };
}
