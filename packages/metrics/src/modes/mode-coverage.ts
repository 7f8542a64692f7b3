import { ConfigInvalidError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { checkSameWidth, squaredDistance } from "../neighbours/distance-blocks.ts";
import { shareInterval } from "../statistics/share-interval.ts";
import { divergenceFromCounts } from "./class-histogram-divergence.ts";

/** Samples a mode must have before it counts as more than luck. */
const settledSamples = 20;

/** How a set of samples covers the modes of a known mixture. */
export interface ModeCoverage {
  /** `[n]`, the nearest mode of each sample. */
  readonly assignment: Int32Array;
  /** `[modes]`, all samples by nearest mode. */
  readonly counts: Int32Array;
  /** `[modes]`, high-quality samples only. */
  readonly highQualityCounts: Int32Array;
  /** Modes with at least one high-quality sample (PacGAN's count). */
  readonly modes: number;
  /** Modes with at least 20 of them, which one lucky sample cannot make. */
  readonly settledModes: number;
  /** Share of samples nearer than `threshold` standard deviations to their mode. */
  readonly highQuality: Estimate & { readonly value: number };
  /** KL(p ‖ uniform) of the high-quality samples, nats; `null` when there are none. */
  readonly divergence: number | null;
  /** The same of all samples. */
  readonly divergenceOfAll: number;
}

/**
 * Mode coverage and high-quality share for a known mixture of Gaussians, by PacGAN's protocol.
 *
 * A sample belongs to the mode at the least |x − cₖ| / σₖ and is of high quality when that is below 3. The mixture itself
 * scores 1 − e^(−4.5) = .9889 in two dimensions, not 1. Counts of modes have no interval: give them over seeds. The
 * share's is Wilson's score.
 *
 * @param samples `[n, d]`; 2,500 in the published protocol
 * @param centres `[modes, d]`
 * @param standardDeviations σ of each mode, or one for all
 * @param threshold by default 3
 * @throws {ShapeError} when d differs
 * @throws {ConfigInvalidError} when a standard deviation or the threshold is not positive, or there is not one per mode
 * @throws {DatasetInvalidError} when a set is empty or a value is not finite
 * @see Lin et al. 2018 (PacGAN), `MetricLogger`
 */
export function modeCoverage({
  samples,
  centres,
  standardDeviations,
  threshold = 3,
  level = 0.95,
}: {
  readonly samples: Features;
  readonly centres: Features;
  readonly standardDeviations: number | readonly number[];
  readonly threshold?: number;
  readonly level?: number;
}): ModeCoverage {
  const points = checkFeatures(samples, { where: "modeCoverage: samples" });
  const modes = checkFeatures(centres, { where: "modeCoverage: centres" });
  checkSameWidth(points, modes, "modeCoverage");
  const spreads =
    typeof standardDeviations === "number"
      ? new Array<number>(modes.n).fill(standardDeviations)
      : standardDeviations;
  if (spreads.length !== modes.n || !spreads.every((value) => value > 0) || !(threshold > 0)) {
    throw new ConfigInvalidError({
      message: `modeCoverage: expected a standard deviation > 0 for each of ${modes.n} modes and a threshold > 0, received [${spreads}] and ${threshold}.`,
    });
  }
  const assignment = new Int32Array(points.n);
  const counts = new Int32Array(modes.n);
  const highQualityCounts = new Int32Array(modes.n);
  for (let i = 0; i < points.n; i++) {
    let best = Number.POSITIVE_INFINITY;
    let mode = 0;
    for (let k = 0; k < modes.n; k++) {
      const distance = Math.sqrt(squaredDistance(points, i, modes, k)) / (spreads[k] as number);
      if (distance < best) {
        best = distance;
        mode = k;
      }
    }
    assignment[i] = mode;
    counts[mode]!++;
    if (best < threshold) highQualityCounts[mode]!++;
  }
  const hits = highQualityCounts.reduce((sum, count) => sum + count, 0);
  return {
    assignment,
    counts,
    highQualityCounts,
    modes: highQualityCounts.filter((count) => count > 0).length,
    settledModes: highQualityCounts.filter((count) => count >= settledSamples).length,
    highQuality: shareInterval({ hits, n: points.n, level }),
    divergence: hits === 0 ? null : divergenceFromCounts(highQualityCounts),
    divergenceOfAll: divergenceFromCounts(counts),
  };
}
