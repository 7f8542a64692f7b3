import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import { forEachTie } from "./average-ranks.ts";

/** Scores with the truth. */
export interface ScoredLabels {
  /** `[n]`, higher for the positive class. */
  readonly scores: ArrayLike<number>;
  /** `[n]`, 1 for positive and 0 for negative, both present. */
  readonly labels: ArrayLike<number>;
}

/** What each threshold finds: rates of scores at or above it. */
export interface RocCurve {
  /** Infinity, then the distinct scores, descending. */
  readonly thresholds: Float64Array;
  /** Share of negatives found, from 0 to 1. */
  readonly falsePositiveRates: Float64Array;
  /** Share of positives found, from 0 to 1. */
  readonly truePositiveRates: Float64Array;
  readonly positives: number;
  readonly negatives: number;
}

/**
 * The receiver operating characteristic: one point per distinct score and the point (0, 0); equal scores are found together.
 *
 * @throws {ShapeError} when scores and labels differ in length
 * @throws {DatasetInvalidError} when a score is not finite, a label is not 0 or 1, or a class is missing
 * @see Fawcett 2006
 */
export function rocCurve({ scores, labels }: ScoredLabels): RocCurve {
  const n = scores.length;
  if (labels.length !== n) {
    throw new ShapeError({
      message: `rocCurve: expected as many labels as scores, received ${labels.length} and ${n}.`,
    });
  }
  checkFinite(scores, "rocCurve: scores");
  let positives = 0;
  for (let i = 0; i < n; i++) {
    const label = labels[i] as number;
    if (label !== 0 && label !== 1) {
      throw new DatasetInvalidError({
        message: `rocCurve: expected labels 0 or 1, received ${label} at ${i}.`,
      });
    }
    positives += label;
  }
  const negatives = n - positives;
  if (positives === 0 || negatives === 0) {
    throw new DatasetInvalidError({
      message: `rocCurve: expected both classes, received ${positives} positives and ${negatives} negatives.`,
    });
  }
  const order = Int32Array.from({ length: n }, (_, i) => i).sort(
    (a, b) => (scores[b] as number) - (scores[a] as number),
  );
  const sorted = Float64Array.from(order, (i) => scores[i] as number);
  const thresholds = [Number.POSITIVE_INFINITY];
  const falsePositiveRates = [0];
  const truePositiveRates = [0];
  let hits = 0;
  forEachTie(sorted, (start, end) => {
    for (let i = start; i < end; i++) hits += labels[order[i] as number] as number;
    thresholds.push(sorted[start] as number);
    falsePositiveRates.push((end - hits) / negatives);
    truePositiveRates.push(hits / positives);
  });
  return {
    thresholds: Float64Array.from(thresholds),
    falsePositiveRates: Float64Array.from(falsePositiveRates),
    truePositiveRates: Float64Array.from(truePositiveRates),
    positives,
    negatives,
  };
}

/**
 * The area under the ROC curve: P(a positive scores higher than a negative), equal scores counting ½; ½ is chance.
 *
 * {@link membershipInference} gives it with DeLong's interval.
 *
 * @returns in [0, 1]
 * @throws as {@link rocCurve}
 * @see Hanley and McNeil 1982
 */
export function rocAuc(scored: ScoredLabels): number {
  const { falsePositiveRates: x, truePositiveRates: y } = rocCurve(scored);
  let area = 0;
  for (let i = 1; i < x.length; i++) {
    area += (((x[i] as number) - (x[i - 1] as number)) * ((y[i] as number) + (y[i - 1] as number))) / 2;
  }
  return area;
}

/**
 * Average precision: Σ (recallᵢ − recallᵢ₋₁)·precisionᵢ over distinct thresholds, a step sum without interpolation; the share
 * of positives is chance.
 *
 * The area under a precision–recall curve by trapezoids is another number, the more so with ties.
 *
 * @returns in (0, 1]
 * @throws as {@link rocCurve}
 */
export function averagePrecision(scored: ScoredLabels): number {
  const { falsePositiveRates, truePositiveRates, positives, negatives } = rocCurve(scored);
  let sum = 0;
  for (let i = 1; i < truePositiveRates.length; i++) {
    const recall = truePositiveRates[i] as number;
    const gained = recall - (truePositiveRates[i - 1] as number);
    const hits = recall * positives;
    if (gained > 0) sum += gained * (hits / (hits + (falsePositiveRates[i] as number) * negatives));
  }
  return sum;
}
