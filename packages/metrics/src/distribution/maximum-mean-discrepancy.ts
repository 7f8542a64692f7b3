import { ConfigInvalidError, type Interval } from "@ganlens/core";
import { checkArray, checkFeatures, type Features } from "../linear/features.ts";
import type { MatMul } from "../linear/mat-mul.ts";
import type { Estimate } from "../measure/estimate.ts";
import { checkSameWidth, forEachDistanceBlock } from "../neighbours/distance-blocks.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import { type Kernel, kernelSums, meanDiscrepancy } from "./kernel-sums.ts";

/** Scales of the sum of inverse multiquadratics in use for Wasserstein autoencoders. */
const multiquadraticScales = [0.1, 0.2, 0.5, 1, 2, 5, 10] as const;
/** Rows of each set that a bandwidth is taken from. */
const bandwidthRows = 1000;

/** A squared mean discrepancy. */
export interface MaximumMeanDiscrepancy extends Estimate {
  /** The unbiased estimate of the squared discrepancy; may be negative. */
  readonly value: number;
  readonly interval: Interval;
  /** Everything kept: ≥ 0. */
  readonly biased: number;
  readonly bandwidth: number;
}

/**
 * The squared maximum mean discrepancy with a kernel of distances.
 *
 * `"rbf"`: exp(−|x − y|² / 2σ²). `"imq"`: Σₛ C/(C + |x − y|²) with C = s·2·d·σ² over seven scales s from 0.1 to 10.
 * Unbiased (diagonals dropped), so its floor is 0 ± the interval, a delete-one jackknife with the bandwidth held fixed.
 *
 * @param first `[n, d]`, n ≥ 3
 * @param second `[m, d]`, m ≥ 3
 * @param kernel by default "rbf"
 * @param bandwidth σ > 0, by default the median distance of all pairs for "rbf" and 1 (a standard normal latent) for "imq"
 * @throws {ShapeError} when d differs
 * @throws {ConfigInvalidError} when the bandwidth is not positive (also a median of 0: most rows are equal)
 * @throws {DatasetInvalidError} when there are fewer than 3 rows or a value is not finite
 * @see Gretton et al. 2012; Tolstikhin et al. 2018
 */
export function maximumMeanDiscrepancy({
  first,
  second,
  kernel = "rbf",
  bandwidth,
  matMul,
  level = 0.95,
}: {
  readonly first: Features;
  readonly second: Features;
  readonly kernel?: "rbf" | "imq";
  readonly bandwidth?: number;
  readonly matMul?: MatMul;
  readonly level?: number;
}): MaximumMeanDiscrepancy {
  checkArray(first, "maximumMeanDiscrepancy: first");
  const sigma = bandwidth ?? (kernel === "rbf" ? medianDistance(first, second) : 1);
  if (!(sigma > 0) || !Number.isFinite(sigma)) {
    throw new ConfigInvalidError({
      message: `maximumMeanDiscrepancy: expected a bandwidth > 0, received ${sigma}.`,
      hint: "When most rows are equal their median distance is 0: give a bandwidth.",
    });
  }
  const d = first.shape.slice(1).reduce((size, side) => size * side, 1);
  const sums = kernelSums({
    first,
    second,
    kernel: kernel === "rbf" ? radialKernel(sigma) : multiquadraticKernel(sigma, d),
    matMul,
    where: "maximumMeanDiscrepancy",
  });
  const { unbiased, biased, interval } = meanDiscrepancy(sums, level);
  return { value: unbiased, n: Math.min(sums.n, sums.m), interval, biased, bandwidth: sigma };
}

/**
 * The median distance between two rows of the pooled sets, a usual bandwidth.
 *
 * Of sets with more than 1,000 rows, 1,000 at equal steps are used.
 *
 * @throws as {@link maximumMeanDiscrepancy}
 */
export function medianDistance(first: Features, second: Features): number {
  const x = checkFeatures(first, { where: "medianDistance: first" });
  const y = checkFeatures(second, { where: "medianDistance: second" });
  checkSameWidth(x, y, "medianDistance");
  const { d } = x;
  const rows: number[] = [];
  for (const { data, n } of [x, y]) {
    const taken = Math.min(n, bandwidthRows);
    for (let i = 0; i < taken; i++) {
      const row = Math.floor((i * n) / taken) * d;
      for (let j = 0; j < d; j++) rows.push(data[row + j] as number);
    }
  }
  const pooled = { data: Float64Array.from(rows), n: rows.length / d, d };
  const distances = new Float64Array((pooled.n * (pooled.n - 1)) / 2);
  let count = 0;
  forEachDistanceBlock({
    first: pooled,
    second: pooled,
    triangle: true,
    visit: ({ firstRow, rows: height, firstColumn, columns, squared }) => {
      for (let i = 0; i < height; i++) {
        for (let j = Math.max(0, firstRow + i + 1 - firstColumn); j < columns; j++) {
          distances[count++] = Math.sqrt(Math.max(0, squared[i * columns + j] as number));
        }
      }
    },
  });
  return quantileSorted(distances.sort(), 0.5);
}

function radialKernel(sigma: number): Kernel {
  const scale = -1 / (2 * sigma * sigma);
  return {
    of: "squared-distance",
    apply: (values, count) => {
      for (let at = 0; at < count; at++) values[at] = Math.exp(scale * (values[at] as number));
    },
  };
}

function multiquadraticKernel(sigma: number, d: number): Kernel {
  const constants = multiquadraticScales.map((scale) => scale * 2 * d * sigma * sigma);
  return {
    of: "squared-distance",
    apply: (values, count) => {
      for (let at = 0; at < count; at++) {
        const squared = values[at] as number;
        let sum = 0;
        for (const constant of constants) sum += constant / (constant + squared);
        values[at] = sum;
      }
    },
  };
}
