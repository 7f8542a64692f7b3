import { DatasetInvalidError, type Interval } from "@ganlens/core";
import { checkFeatures, checkSameSize, type Features, type Matrix } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { checkSameWidth } from "../neighbours/distance-blocks.ts";
import { tailsOf } from "../statistics/quantile.ts";
import { studentQuantile } from "../statistics/student-t.ts";
import { orthonormalRows } from "./principal-angles.ts";

/**
 * Latents that share one subspace with `first` and are those of `second` elsewhere: P·z + (I − P)·z', P the projection on
 * the span of `directions`.
 *
 * For z, z' ~ N(0, I) the result is N(0, I) again, whatever the subspace; for uniform latents only along axes.
 *
 * @param first `[n, d]`
 * @param second `[n, d]`, drawn independently
 * @param directions `[k, d]`, independent rows
 * @returns `[n, d]`
 * @throws {ShapeError} when shapes disagree
 * @throws {DatasetInvalidError} when directions depend on each other or a value is not finite
 */
export function freezeSubspace({
  first,
  second,
  directions,
}: {
  readonly first: Features;
  readonly second: Features;
  readonly directions: Features;
}): Matrix {
  const a = checkFeatures(first, { where: "freezeSubspace: first" });
  const b = checkFeatures(second, { where: "freezeSubspace: second" });
  checkSameSize(a, b, "freezeSubspace");
  const basis = orthonormalRows(directions, "freezeSubspace: directions");
  const [k = 0, d = 0] = basis.shape;
  checkSameWidth(a, { data: basis.data, n: k, d }, "freezeSubspace");
  const data = Float64Array.from(b.data);
  for (let i = 0; i < a.n; i++) {
    for (let v = 0; v < k; v++) {
      let along = 0;
      for (let j = 0; j < d; j++) {
        along +=
          (basis.data[v * d + j] as number) * ((a.data[i * d + j] as number) - (b.data[i * d + j] as number));
      }
      for (let j = 0; j < d; j++) data[i * d + j]! += along * (basis.data[v * d + j] as number);
    }
  }
  return { data, shape: [a.n, d] };
}

/**
 * The closed Sobol index of a latent subspace: the share of the outputs' variance that the subspace alone decides, Var E[f | P·z] / Var f.
 *
 * By pick and freeze: f at z and at {@link freezeSubspace} of z and an independent z'. With m = (f + f')/2, Σ over outputs of (mean f·f' − m̄²) over Σ of
 * (mean (f² + f'²)/2 − m̄²). 1 when nothing else matters, 0 when the subspace by itself changes nothing on average (it
 * may still through interactions); slightly negative by chance. Interval: delete-one jackknife.
 *
 * @param outputs f(z), `[n, …]`, n ≥ 3
 * @param frozen f of the frozen latents, the same shape
 * @returns `null` with a reason when the outputs do not vary
 * @throws {ShapeError} when the two differ in shape
 * @throws {DatasetInvalidError} when n < 3 or a value is not finite
 * @see Janon et al. 2014; Gamboa et al. 2014 for several outputs
 */
export function closedSobolIndex({
  outputs,
  frozen,
  level = 0.95,
}: {
  readonly outputs: Features;
  readonly frozen: Features;
  readonly level?: number;
}): Estimate {
  const a = checkFeatures(outputs, { where: "closedSobolIndex: outputs", minimumRows: 3 });
  const b = checkFeatures(frozen, { where: "closedSobolIndex: frozen", minimumRows: 3 });
  checkSameSize(a, b, "closedSobolIndex");
  const { n, d } = a;
  const centre = new Float64Array(d);
  for (let at = 0; at < n * d; at++) {
    centre[at % d]! += ((a.data[at] as number) + (b.data[at] as number)) / (2 * n);
  }
  // Centred once, a row left out moves the mean by its own half-sum over n − 1 only.
  const across = new Float64Array(n);
  const squares = new Float64Array(n);
  const ownMean = new Float64Array(n);
  let largest = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0, at = i * d; j < d; j++, at++) {
      const x = (a.data[at] as number) - (centre[j] as number);
      const y = (b.data[at] as number) - (centre[j] as number);
      across[i]! += x * y;
      squares[i]! += (x * x + y * y) / 2;
      ownMean[i]! += ((x + y) / 2) ** 2;
      largest = Math.max(largest, Math.abs(a.data[at] as number), Math.abs(b.data[at] as number));
    }
  }
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  const [sumAcross, sumSquares] = [total(across), total(squares)];
  if (sumSquares / n <= d * (4 * Number.EPSILON * largest) ** 2) {
    return { value: null, reason: "The outputs do not vary.", n };
  }
  const leftOut = across.map((own, i) => {
    const shift = (ownMean[i] as number) / (n - 1) ** 2;
    const above = (sumAcross - own) / (n - 1) - shift;
    const below = (sumSquares - (squares[i] as number)) / (n - 1) - shift;
    return above / below;
  });
  if (!leftOut.every(Number.isFinite)) {
    throw new DatasetInvalidError({
      message: "closedSobolIndex: expected outputs of which at least three differ.",
    });
  }
  const value = sumAcross / sumSquares;
  const mean = total(leftOut) / n;
  const variance = ((n - 1) / n) * leftOut.reduce((sum, other) => sum + (other - mean) ** 2, 0);
  const half = studentQuantile(tailsOf(level)[1], n - 1) * Math.sqrt(variance);
  const interval: Interval = {
    low: value - half,
    high: value + half,
    level,
    method: "delete-one jackknife",
    resampled: "samples",
  };
  return { value, n, interval };
}
