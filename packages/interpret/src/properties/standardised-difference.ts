import { normalQuantile, studentTest } from "@ganlens/metrics";

/** How the mean of something differs between generated and real images. */
export interface StandardisedDifference {
  readonly means: readonly [generated: number, real: number];
  /** (mean generated − mean real) / max(standard deviation of both together, what can just be seen). */
  readonly effect: number;
  /** Ends of the 95 % interval of the effect, its unit taken as known. */
  readonly interval: readonly [low: number, high: number];
  /** Welch's test. */
  readonly pValue: number;
}

/**
 * The difference of two means in spreads of single images.
 *
 * @param generated n ≥ 2 values
 * @param real m ≥ 2 values
 * @param visible the least difference that an eye would see: the unit where both spread by less
 */
export function standardisedDifference({
  generated,
  real,
  visible,
}: {
  readonly generated: Float64Array;
  readonly real: Float64Array;
  readonly visible: number;
}): StandardisedDifference {
  const [first, second] = [momentsOf(generated), momentsOf(real)];
  const unit = Math.max(Math.sqrt((first.variance + second.variance) / 2), visible);
  const error = Math.sqrt(first.variance / generated.length + second.variance / real.length);
  const effect = (first.mean - second.mean) / unit;
  const half = (normalQuantile(0.975) * error) / unit;
  return {
    means: [first.mean, second.mean],
    effect,
    interval: [effect - half, effect + half],
    pValue:
      error > 0 ? studentTest({ first: generated, second: real }).pValue : Number(first.mean === second.mean),
  };
}

function momentsOf(values: Float64Array): { readonly mean: number; readonly variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, variance: squares / (values.length - 1) };
}
