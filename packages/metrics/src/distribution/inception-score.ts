import { ConfigInvalidError, DatasetInvalidError, type Interval, type Random } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";

/** An Inception score with what tables print beside it. */
export interface InceptionScore extends Estimate {
  /** Mean over the splits. */
  readonly value: number;
  readonly interval: Interval;
  /** ddof = 0, over the splits. */
  readonly standardDeviation: number;
  readonly splits: number;
}

/**
 * The Inception score from class probabilities: exp E_x KL(p(y|x) ‖ p(y)), the mean over splits.
 *
 * Split i holds the rows ⌊i·n/splits⌋ … ⌊(i + 1)·n/splits⌋, p(y) is taken within it. Between 1 and the number of classes, higher is
 * better; of this classifier only, and blind to memorisation: name the classifier. Biased upwards at small n, and more
 * splits bias more. Interval: delete-one jackknife within each split, of what other samples of this size would score on average.
 *
 * @param probabilities `[n, classes]`, rows sum to 1 (within 1e-3, then made exact)
 * @param splits by default 10
 * @param random shuffles the rows first; left out, they are split as they come
 * @throws {DatasetInvalidError} when a row is negative or does not sum to 1, or a split has fewer than 2 rows
 * @throws {ConfigInvalidError} when splits is not a positive integer
 * @see Salimans et al. 2016; torch-fidelity `metric_isc.py`
 */
export function inceptionScore({
  probabilities,
  splits = 10,
  random,
  level = 0.95,
}: {
  readonly probabilities: Features;
  readonly splits?: number;
  readonly random?: Random;
  readonly level?: number;
}): InceptionScore {
  if (!Number.isInteger(splits) || splits < 1) {
    throw new ConfigInvalidError({
      message: `inceptionScore: expected at least 1 split, received ${splits}.`,
    });
  }
  const checked = checkFeatures(probabilities, {
    where: `inceptionScore: probabilities (${splits} splits)`,
    minimumRows: 2 * splits,
  });
  const { n, d: classes } = checked;
  const rows = normalised(checked.data, n, classes);
  const order = random?.permutation(n) ?? Int32Array.from({ length: n }, (_, i) => i);
  const scores: number[] = [];
  let variance = 0;
  for (let s = 0; s < splits; s++) {
    const part = order.subarray(Math.floor((s * n) / splits), Math.floor(((s + 1) * n) / splits));
    const { score, spread } = splitScore(rows, part, classes);
    scores.push(score);
    variance += spread / splits ** 2;
  }
  const value = scores.reduce((sum, score) => sum + score, 0) / splits;
  const half = studentQuantile(tailsOf(level)[1], n - splits) * Math.sqrt(variance);
  return {
    value,
    n,
    interval: {
      low: Math.min(value, Math.max(1, value - half)),
      high: Math.max(value, Math.min(classes, value + half)),
      level,
      method: `delete-one jackknife within ${splits} splits`,
      resampled: "samples",
    },
    standardDeviation: Math.sqrt(scores.reduce((sum, score) => sum + (score - value) ** 2, 0) / splits),
    splits,
  };
}

function normalised(data: Float32Array | Float64Array, n: number, classes: number): Float64Array {
  const out = Float64Array.from(data);
  for (let i = 0; i < n; i++) {
    const row = out.subarray(i * classes, (i + 1) * classes);
    const sum = row.reduce((total, value) => total + value, 0);
    if (row.some((value) => value < 0) || Math.abs(sum - 1) > 1e-3) {
      throw new DatasetInvalidError({
        message: `inceptionScore: expected probabilities ≥ 0 that sum to 1, received a sum of ${sum} in row ${i}.`,
        hint: "Give softmax outputs, not logits.",
      });
    }
    for (let j = 0; j < classes; j++) row[j]! /= sum;
  }
  return out;
}

function splitScore(
  rows: Float64Array,
  part: Int32Array,
  classes: number,
): { score: number; spread: number } {
  const n = part.length;
  const total = new Float64Array(classes);
  const own = new Float64Array(n);
  let sum = 0;
  for (let i = 0; i < n; i++) {
    const from = (part[i] as number) * classes;
    let value = 0;
    for (let c = 0; c < classes; c++) {
      const p = rows[from + c] as number;
      total[c]! += p;
      if (p > 0) value += p * Math.log(p);
    }
    own[i] = value;
    sum += value;
  }
  const score = Math.exp(sum / n - plogp(total, n));
  const leftOut = new Float64Array(n);
  const rest = new Float64Array(classes);
  let mean = 0;
  for (let i = 0; i < n; i++) {
    const from = (part[i] as number) * classes;
    for (let c = 0; c < classes; c++) rest[c] = (total[c] as number) - (rows[from + c] as number);
    leftOut[i] = Math.exp((sum - (own[i] as number)) / (n - 1) - plogp(rest, n - 1));
    mean += (leftOut[i] as number) / n;
  }
  return { score, spread: ((n - 1) / n) * leftOut.reduce((t, value) => t + (value - mean) ** 2, 0) };
}

/** Σ p log p of the mean of rows that sum to `total`. */
function plogp(total: Float64Array, n: number): number {
  let sum = 0;
  for (let c = 0; c < total.length; c++) {
    const p = (total[c] as number) / n;
    if (p > 0) sum += p * Math.log(p);
  }
  return sum;
}
