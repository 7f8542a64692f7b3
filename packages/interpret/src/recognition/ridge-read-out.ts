import {
  cholesky,
  choleskySolve,
  type LinearModel,
  multiplyTransposed,
  ridgeRegression,
} from "@ganlens/metrics";
import type { Hidden } from "./hidden.ts";

/**
 * Ridge regression with a free intercept, as `ridgeRegression`, for less work where there are fewer rows than columns: then
 * W = Xᵀ(XXᵀ + penalty·I)⁻¹Y of centred rows, which takes an n × n system instead of one of d × d.
 *
 * @param x `[n, d]`, n ≥ 2
 * @param y `[n, m]`
 * @param penalty > 0
 */
export function ridgeReadOut({
  x,
  y,
  penalty,
}: {
  readonly x: Hidden;
  readonly y: Hidden;
  readonly penalty: number;
}): LinearModel {
  const [n = 0, d = 0] = x.shape;
  const m = y.shape[1] as number;
  if (n >= d) return ridgeRegression({ x, y, penalty });
  const [rows, targets] = [centred(x), centred(y)];
  const centredRows = { data: rows.values, shape: [n, d] };
  const { data: gram } = multiplyTransposed(centredRows, centredRows);
  for (let i = 0; i < n; i++) gram[i * n + i]! += penalty;
  const { data: dual } = choleskySolve(cholesky({ data: gram, shape: [n, n] }), {
    data: targets.values,
    shape: [n, m],
  });
  const weights = new Float64Array(d * m);
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < d; k++) {
      const value = rows.values[i * d + k] as number;
      for (let c = 0; c < m; c++) weights[k * m + c]! += value * (dual[i * m + c] as number);
    }
  }
  const intercept = targets.mean.slice();
  for (let k = 0; k < d; k++) {
    for (let c = 0; c < m; c++) intercept[c]! -= (rows.mean[k] as number) * (weights[k * m + c] as number);
  }
  return { weights: { data: weights, shape: [d, m] }, intercept };
}

function centred({ data, shape: [n = 0, d = 0] }: Hidden): {
  readonly values: Float64Array;
  readonly mean: Float64Array;
} {
  const mean = new Float64Array(d);
  for (let i = 0; i < n; i++) for (let k = 0; k < d; k++) mean[k]! += (data[i * d + k] as number) / n;
  const values = Float64Array.from(data);
  for (let i = 0; i < n; i++) for (let k = 0; k < d; k++) values[i * d + k]! -= mean[k] as number;
  return { values, mean };
}
