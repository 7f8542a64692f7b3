import { ConfigInvalidError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";

/** What each feature of a dictionary did over a window of samples. */
export interface FeatureStatistics {
  /** `[features]`, share of samples in which it fires. */
  readonly frequency: Float64Array;
  /** `[features]`, log₁₀(frequency + 1e-10), as density histograms show it. */
  readonly logFrequency: Float64Array;
  /** `[features]`, mean activation where it fires; 0 where it never does. */
  readonly meanWhenActive: Float64Array;
  /** `[features]`, samples since it fired last; n when never. */
  readonly sinceFired: Int32Array;
  /** `[features]`, 1 where it never fires. */
  readonly dead: Uint8Array;
  readonly deadCount: number;
  /** deadCount over features. Depends on n: state it. */
  readonly deadShare: number;
  /** Samples of the window. */
  readonly n: number;
}

/**
 * Firing frequency, dead features and activations over a window of samples.
 *
 * A feature fires when its activation is above `threshold`. Spatial positions count as samples. "Dead" depends on the
 * window: a feature that fires once in 10⁵ samples is dead in nearly every smaller one.
 *
 * @param activations `[n, features]`, in the order of time
 * @param threshold by default 0
 * @throws {ConfigInvalidError} when the threshold is negative
 * @throws {ShapeError | DatasetInvalidError} when activations are not `[n, features]` of finite numbers
 * @see Bricken et al. 2023; sae-lens
 */
export function featureStatistics({
  activations,
  threshold = 0,
}: {
  readonly activations: Features;
  readonly threshold?: number;
}): FeatureStatistics {
  if (!(threshold >= 0)) {
    throw new ConfigInvalidError({
      message: `featureStatistics: expected a threshold ≥ 0, received ${threshold}.`,
    });
  }
  const { data, n, d } = checkFeatures(activations, { where: "featureStatistics: activations" });
  const fired = new Int32Array(d);
  const total = new Float64Array(d);
  const last = new Int32Array(d).fill(-1);
  for (let i = 0; i < n; i++) {
    for (let f = 0; f < d; f++) {
      const value = data[i * d + f] as number;
      if (value > threshold) {
        fired[f]!++;
        total[f]! += value;
        last[f] = i;
      }
    }
  }
  const frequency = Float64Array.from(fired, (count) => count / n);
  const dead = Uint8Array.from(fired, (count) => (count === 0 ? 1 : 0));
  const deadCount = dead.reduce((sum, flag) => sum + flag, 0);
  return {
    frequency,
    logFrequency: frequency.map((share) => Math.log10(share + 1e-10)),
    meanWhenActive: total.map((sum, f) => (fired[f] === 0 ? 0 : sum / (fired[f] as number))),
    sinceFired: last.map((at) => (at < 0 ? n : n - 1 - at)),
    dead,
    deadCount,
    deadShare: deadCount / d,
    n,
  };
}
