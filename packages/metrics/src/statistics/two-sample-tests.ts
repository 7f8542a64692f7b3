import { DatasetInvalidError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import { studentCumulative } from "./student-t.ts";

/** A comparison of two means. */
export interface StudentTest {
  readonly t: number;
  readonly degreesOfFreedom: number;
  /** Two-sided. */
  readonly pValue: number;
  /** Cohen's d: the difference in pooled standard deviations. */
  readonly effect: number;
}

/**
 * The t test of two independent samples' means: Welch's by default, which lets the variances differ, or Student's.
 *
 * t = (x̄ − ȳ) / √(s²ₓ/n + s²ᵧ/m), with Satterthwaite's degrees of freedom; `"pooled"` takes one variance for both and n + m − 2.
 *
 * @param first n ≥ 2 values
 * @param second m ≥ 2 values
 * @throws {DatasetInvalidError} when a sample has fewer than 2 values, a value is not finite, or neither sample varies
 * @see Welch 1947
 */
export function studentTest({
  first,
  second,
  variances = "separate",
}: {
  readonly first: ArrayLike<number>;
  readonly second: ArrayLike<number>;
  readonly variances?: "separate" | "pooled";
}): StudentTest {
  const a = momentsOf(first, "studentTest: first");
  const b = momentsOf(second, "studentTest: second");
  const shared = a.n + b.n - 2;
  const pooled = ((a.n - 1) * a.variance + (b.n - 1) * b.variance) / shared;
  if (!(pooled > 0)) {
    throw new DatasetInvalidError({
      message: "studentTest: expected values that vary, received two constant samples.",
    });
  }
  const difference = a.mean - b.mean;
  const [ofFirst, ofSecond] =
    variances === "pooled" ? [pooled / a.n, pooled / b.n] : [a.variance / a.n, b.variance / b.n];
  const t = difference / Math.sqrt(ofFirst + ofSecond);
  const degreesOfFreedom =
    variances === "pooled"
      ? shared
      : (ofFirst + ofSecond) ** 2 / (ofFirst ** 2 / (a.n - 1) + ofSecond ** 2 / (b.n - 1));
  return {
    t,
    degreesOfFreedom,
    pValue: 2 * studentCumulative(-Math.abs(t), degreesOfFreedom),
    effect: difference / Math.sqrt(pooled),
  };
}

/**
 * The two-sample Kolmogorov–Smirnov statistic: the largest gap between the two empirical distribution functions.
 *
 * @returns in [0, 1]
 * @throws {DatasetInvalidError} when a sample is empty or a value is not finite
 * @see Smirnov 1948
 */
export function kolmogorovSmirnov(first: ArrayLike<number>, second: ArrayLike<number>): number {
  const [n, m] = [first.length, second.length];
  if (n < 1 || m < 1) {
    throw new DatasetInvalidError({
      message: `kolmogorovSmirnov: expected two samples, received ${n} and ${m} values.`,
    });
  }
  checkFinite(first, "kolmogorovSmirnov: first");
  checkFinite(second, "kolmogorovSmirnov: second");
  const [a, b] = [Float64Array.from(first).sort(), Float64Array.from(second).sort()];
  let largest = 0;
  let [i, j] = [0, 0];
  while (i < n && j < m) {
    const at = Math.min(a[i] as number, b[j] as number);
    while (i < n && a[i] === at) i++;
    while (j < m && b[j] === at) j++;
    largest = Math.max(largest, Math.abs(i / n - j / m));
  }
  return largest;
}

function momentsOf(
  values: ArrayLike<number>,
  where: string,
): { readonly n: number; readonly mean: number; readonly variance: number } {
  const n = values.length;
  if (n < 2) {
    throw new DatasetInvalidError({ message: `${where}: expected at least 2 values, received ${n}.` });
  }
  checkFinite(values, where);
  // From the first value on, so that a constant sample has variance 0 and not rounding.
  const from = values[0] as number;
  const shifted = Float64Array.from(values, (value) => value - from);
  const mean = shifted.reduce((sum, value) => sum + value, 0) / n;
  const variance = shifted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (n - 1);
  return { n, mean: from + mean, variance };
}
