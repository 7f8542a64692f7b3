import { DatasetInvalidError, type Interval, ShapeError } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import { tailsOf } from "./quantile.ts";
import { studentQuantile } from "./student-t.ts";

/** One group: a value and a covariate per sample. */
export interface CovariateGroup {
  readonly values: ArrayLike<number>;
  readonly covariate: ArrayLike<number>;
}

/** Two groups' means as they would be at the pooled covariate. */
export interface AdjustedDifference {
  /** first − second after adjustment. */
  readonly value: number;
  readonly interval: Interval;
  readonly firstMean: number;
  readonly secondMean: number;
  /** first − second as measured. */
  readonly unadjusted: number;
  /** Samples in both groups together. */
  readonly n: number;
}

/**
 * The difference of two groups' means after a pooled regression on a covariate and its square: is the error higher only
 * because there is more ink?
 *
 * Least squares of y = a + δ·[first] + b·c + b₂·c² over both groups; δ is the adjusted difference, its interval from
 * heteroscedasticity-consistent (HC3) errors. The group stands in the regression: taking residuals without it would hand
 * part of δ to the covariate where the groups differ in it. A covariate that does not vary adjusts nothing; one with two
 * values has no square. Where the groups' covariates do not overlap, δ is an extrapolation along the curve.
 *
 * @param first at least 3 samples
 * @param second at least 3 samples
 * @param level confidence, by default 0.95
 * @throws {ShapeError} when values and covariate differ in length
 * @throws {DatasetInvalidError} for too few samples, a value that is not finite, or a covariate that gives the group away
 * @see MacKinnon and White 1985 (HC3); Angrist and Pischke 2009, section 3.2
 */
export function covariateAdjustedDifference({
  first,
  second,
  level = 0.95,
}: {
  readonly first: CovariateGroup;
  readonly second: CovariateGroup;
  readonly level?: number;
}): AdjustedDifference {
  const n1 = checkGroup(first, "first");
  const n2 = checkGroup(second, "second");
  const n = n1 + n2;
  const y = Float64Array.from([...Array.from(first.values), ...Array.from(second.values)]);
  const c = Float64Array.from([...Array.from(first.covariate), ...Array.from(second.covariate)]);
  const group = Float64Array.from({ length: n }, (_, i) => (i < n1 ? 1 : 0));
  const mean = sumOf(c) / n;
  const spread = Math.sqrt(c.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n);
  // Standardised first, so that the covariate and its square are far from parallel.
  const scaled = c.map((value) => (spread > 1e-12 * Math.abs(mean) ? (value - mean) / spread : 0));
  const basis: Float64Array[] = [];
  for (const column of [new Float64Array(n).fill(1), scaled, scaled.map((value) => value ** 2)]) {
    const { unit } = perpendicular(column, basis);
    if (unit) basis.push(unit);
  }
  const { unit, length } = perpendicular(group, basis);
  if (!unit) {
    throw new DatasetInvalidError({
      message:
        "covariateAdjustedDifference: expected groups that overlap in the covariate, received one that tells them apart.",
      hint: "No regression can adjust for a covariate that takes one value per group: report the plain difference.",
    });
  }
  basis.push(unit);
  const delta = dotOf(unit, y) / length;
  const residual = y.slice();
  const leverage = new Float64Array(n);
  for (const q of basis) {
    const along = dotOf(q, y);
    for (let i = 0; i < n; i++) {
      residual[i]! -= along * (q[i] as number);
      leverage[i]! += (q[i] as number) ** 2;
    }
  }
  let variance = 0;
  for (let i = 0; i < n; i++) {
    const rest = 1 - (leverage[i] as number);
    if (rest < 1e-9) continue; // The fit goes through this point whatever its value: no residual to learn from.
    variance += (((unit[i] as number) / length) * ((residual[i] as number) / rest)) ** 2;
  }
  const half = studentQuantile(tailsOf(level)[1], n - basis.length) * Math.sqrt(variance);
  const overall = sumOf(y) / n;
  return {
    value: delta,
    interval: {
      low: delta - half,
      high: delta + half,
      level,
      method: "least squares with HC3 errors",
      resampled: "samples",
    },
    firstMean: overall + (delta * n2) / n,
    secondMean: overall - (delta * n1) / n,
    unadjusted: sumOf(y.subarray(0, n1)) / n1 - sumOf(y.subarray(n1)) / n2,
    n,
  };
}

function checkGroup({ values, covariate }: CovariateGroup, name: string): number {
  const where = `covariateAdjustedDifference: ${name}`;
  if (values.length !== covariate.length) {
    throw new ShapeError({
      message: `${where}: expected one covariate per value, received ${covariate.length} and ${values.length}.`,
    });
  }
  if (values.length < 3) {
    throw new DatasetInvalidError({
      message: `${where}: expected at least 3 samples, received ${values.length}.`,
    });
  }
  checkFinite(values, `${where}, values`);
  checkFinite(covariate, `${where}, covariate`);
  return values.length;
}

/** The part of a column outside the basis, as a unit vector and its length; no vector where only rounding is left. */
function perpendicular(
  column: Float64Array,
  basis: readonly Float64Array[],
): { unit: Float64Array | undefined; length: number } {
  const before = Math.sqrt(dotOf(column, column));
  const rest = column.slice();
  for (let pass = 0; pass < 2; pass++) {
    for (const q of basis) {
      const along = dotOf(q, rest);
      for (let i = 0; i < rest.length; i++) rest[i]! -= along * (q[i] as number);
    }
  }
  const length = Math.sqrt(dotOf(rest, rest));
  if (!(length > 1e-7 * before)) return { unit: undefined, length: 0 };
  return { unit: rest.map((value) => value / length), length };
}

function dotOf(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] as number) * (b[i] as number);
  return sum;
}

function sumOf(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] as number;
  return sum;
}
