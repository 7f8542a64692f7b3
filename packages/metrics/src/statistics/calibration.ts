import { ConfigInvalidError, DatasetInvalidError, type Interval, ShapeError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { meanInterval } from "./mean-interval.ts";

/** Class probabilities with what came true. */
export interface ClassForecast {
  /** `[n, classes]`, each row ≥ 0 with sum 1 (to 1e-5). */
  readonly probabilities: Features;
  /** `[n]`, in [0, classes) */
  readonly labels: ArrayLike<number>;
}

/**
 * The expected calibration error: Σ over bins |accuracy − mean confidence| · share of rows, confidence being the largest
 * probability.
 *
 * Bins ((i − 1)/bins, i/bins] of equal width. Biased upwards: a perfectly calibrated forecast does not score 0 at finite n, so
 * compare at equal n and bins only. No interval for that reason.
 *
 * @param bins ≥ 1, by default 15
 * @returns in [0, 1]
 * @throws as {@link brierScore}; {@link ConfigInvalidError} when bins is not an integer ≥ 1
 * @see Guo et al. 2017
 */
export function expectedCalibrationError({
  bins = 15,
  ...forecast
}: ClassForecast & { readonly bins?: number }): number {
  if (!Number.isInteger(bins) || bins < 1) {
    throw new ConfigInvalidError({
      message: `expectedCalibrationError: expected at least 1 bin, received ${bins}.`,
    });
  }
  const { data, n, d } = checkForecast(forecast, "expectedCalibrationError");
  const gaps = new Float64Array(bins);
  for (let i = 0; i < n; i++) {
    const row = data.subarray(i * d, (i + 1) * d);
    const confidence = Math.max(...row);
    const bin = Math.min(bins - 1, Math.max(0, Math.ceil(confidence * bins) - 1));
    gaps[bin]! += Number(row.indexOf(confidence) === forecast.labels[i]) - confidence;
  }
  return gaps.reduce((sum, gap) => sum + Math.abs(gap), 0) / n;
}

/**
 * The Brier score of class probabilities: the mean of Σₖ (pₖ − [label = k])², in [0, 2], 0 the best; t interval of the mean.
 *
 * Summed over classes: for two classes twice the one-column form.
 *
 * @throws {ShapeError} when there is not one label per row
 * @throws {DatasetInvalidError} when n < 2, a row is no distribution or a label is out of range
 * @see Brier 1950
 */
export function brierScore(
  forecast: ClassForecast,
): Estimate & { readonly value: number; readonly interval: Interval } {
  const { data, n, d } = checkForecast(forecast, "brierScore");
  const scores = Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (let k = 0; k < d; k++) {
      sum += ((data[i * d + k] as number) - Number(forecast.labels[i] === k)) ** 2;
    }
    return sum;
  });
  return meanInterval({ values: scores });
}

/**
 * The mean of −ln p(label), in nats; t interval of the mean.
 *
 * Probabilities count as at least 2.2e-16, so that one impossible label costs 36 nats and not all.
 *
 * @throws as {@link brierScore}
 */
export function logLoss(
  forecast: ClassForecast,
): Estimate & { readonly value: number; readonly interval: Interval } {
  const { data, n, d } = checkForecast(forecast, "logLoss");
  const scores = Float64Array.from(
    { length: n },
    (_, i) => -Math.log(Math.max(Number.EPSILON, data[i * d + (forecast.labels[i] as number)] as number)),
  );
  return meanInterval({ values: scores });
}

function checkForecast(
  { probabilities, labels }: ClassForecast,
  where: string,
): { readonly data: Float32Array | Float64Array; readonly n: number; readonly d: number } {
  const checked = checkFeatures(probabilities, { where: `${where}: probabilities`, minimumRows: 2 });
  const { data, n, d } = checked;
  if (labels.length !== n) {
    throw new ShapeError({ message: `${where}: expected ${n} labels, received ${labels.length}.` });
  }
  for (let i = 0; i < n; i++) {
    const label = labels[i] as number;
    if (!Number.isInteger(label) || label < 0 || label >= d) {
      throw new DatasetInvalidError({
        message: `${where}: expected labels in 0…${d - 1}, received ${label} at ${i}.`,
      });
    }
    const row = data.subarray(i * d, (i + 1) * d) as Float64Array;
    const sum = row.reduce((total, p) => total + p, 0);
    if (Math.abs(sum - 1) > 1e-5 || row.some((p) => p < 0)) {
      throw new DatasetInvalidError({
        message: `${where}: expected rows that are distributions, received row ${i} with sum ${sum}.`,
        hint: "Give probabilities, not scores: apply softmax first.",
      });
    }
  }
  return checked;
}
