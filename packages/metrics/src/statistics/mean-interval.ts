import { DatasetInvalidError, type Interval } from "@ganlens/core";
import { checkFinite } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { tailsOf } from "./quantile.ts";
import { studentQuantile } from "./student-t.ts";

/**
 * A mean over samples with its t interval: x̄ ± t·s/√n.
 *
 * @param values n ≥ 2 independent values
 * @param level confidence, by default 0.95
 * @throws {DatasetInvalidError} when n < 2 or a value is not finite
 */
export function meanInterval({
  values,
  level = 0.95,
}: {
  readonly values: ArrayLike<number>;
  readonly level?: number;
}): Estimate & { readonly value: number; readonly interval: Interval } {
  return studentMean(values, level, "samples");
}

/**
 * A mean over seeds with its t interval: what another training run would give, which samples of one run cannot tell.
 *
 * @param values one value per seed, n ≥ 2
 * @param level confidence, by default 0.95
 * @throws {DatasetInvalidError} when n < 2 or a value is not finite
 */
export function seedInterval({
  values,
  level = 0.95,
}: {
  readonly values: ArrayLike<number>;
  readonly level?: number;
}): Estimate & { readonly value: number; readonly interval: Interval } {
  return studentMean(values, level, "seeds");
}

function studentMean(
  values: ArrayLike<number>,
  level: number,
  resampled: "samples" | "seeds",
): Estimate & { readonly value: number; readonly interval: Interval } {
  const n = values.length;
  if (n < 2) {
    throw new DatasetInvalidError({
      message: `${resampled === "seeds" ? "seedInterval" : "meanInterval"}: expected at least 2 values, received ${n}.`,
    });
  }
  checkFinite(values, resampled === "seeds" ? "seedInterval: values" : "meanInterval: values");
  let sum = 0;
  for (let i = 0; i < n; i++) sum += values[i] as number;
  const value = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += ((values[i] as number) - value) ** 2;
  const half = studentQuantile(tailsOf(level)[1], n - 1) * Math.sqrt(squares / (n - 1) / n);
  return {
    value,
    n,
    interval: { low: value - half, high: value + half, level, method: `t over ${n} ${resampled}`, resampled },
  };
}
