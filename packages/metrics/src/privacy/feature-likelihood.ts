import { ConfigInvalidError } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import { checkSameWidth } from "../neighbours/distance-blocks.ts";

/** Steps of the fit; the variances hardly move after these. */
const iterations = 12;
/** No variance falls below this share of the mean one: a centre that lies on a fitted row would have an endless likelihood there. */
const least = 1e-4;

/**
 * The log-likelihood of rows under a mixture of round Gaussians at given centres, in nats per dimension.
 *
 * p(x) = 1/m · Σᵢ N(x; cᵢ, σᵢ² I), each σᵢ² fitted by expectation–maximisation so that `fitted` rows become likely; a centre that
 * lies on a fitted row gets a small one. Where centres are generated and `fitted` are training rows, the mean over training
 * rows less that over held-out ones grows with copies; it is above 0 without any, since σ was fitted to training rows: hold it
 * against what held-out rows give as centres.
 *
 * @param centres `[m, d]`
 * @param fitted `[n, d]`, what the variances are fitted to
 * @param evaluated sets of rows `[k, d]`
 * @returns for each set `[k]` log-likelihoods, divided by d
 * @throws {ShapeError} when widths differ
 * @throws {DatasetInvalidError} when a value is not finite, or there are fewer than 2 centres or fitted rows
 * @throws {ConfigInvalidError} when all centres lie on all fitted rows
 * @see Jiralerspong et al. 2023, "Feature Likelihood Divergence", arXiv 2302.04440, section 3
 */
export function featureLikelihoods({
  centres,
  fitted,
  evaluated,
}: {
  readonly centres: Features;
  readonly fitted: Features;
  readonly evaluated: readonly Features[];
}): readonly Float64Array[] {
  const where = (name: string) => ({ where: `featureLikelihoods: ${name}`, minimumRows: 2 });
  const middle = checkFeatures(centres, where("centres"));
  const rows = checkFeatures(fitted, where("fitted"));
  checkSameWidth(middle, rows, "featureLikelihoods");
  const { n: m, d } = middle;
  const distances = squaredDistances(rows.data, middle.data, d);
  const mean = distances.reduce((sum, each) => sum + each, 0) / distances.length / d;
  if (!(mean > 0)) {
    throw new ConfigInvalidError({
      message:
        "featureLikelihoods: expected centres that differ from the fitted rows, received all the same.",
    });
  }
  const variances = new Float64Array(m).fill(mean);
  const shares = new Float64Array(m);
  for (let step = 0; step < iterations; step++) {
    const [weights, sums] = [new Float64Array(m), new Float64Array(m)];
    for (let j = 0; j < rows.n; j++) {
      logDensity(distances.subarray(j * m, (j + 1) * m), variances, { d, shares });
      for (let i = 0; i < m; i++) {
        weights[i]! += shares[i] as number;
        sums[i]! += (shares[i] as number) * (distances[j * m + i] as number);
      }
    }
    for (let i = 0; i < m; i++) {
      // A centre that no row belongs to keeps its width.
      if ((weights[i] as number) < 1e-6) continue;
      variances[i] = Math.max(least * mean, (sums[i] as number) / (weights[i] as number) / d);
    }
  }
  return evaluated.map((set) => {
    const points = checkFeatures(set, where("evaluated"));
    checkSameWidth(middle, points, "featureLikelihoods");
    const far = squaredDistances(points.data, middle.data, d);
    return Float64Array.from(
      { length: points.n },
      (_, j) => logDensity(far.subarray(j * m, (j + 1) * m), variances, { d, shares }) / d,
    );
  });
}

/** log p(x), and into `shares` what part of p(x) each centre has. */
function logDensity(
  distances: Float64Array,
  variances: Float64Array,
  { d, shares }: { readonly d: number; readonly shares: Float64Array },
): number {
  const m = distances.length;
  let greatest = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < m; i++) {
    const variance = variances[i] as number;
    const log = -(distances[i] as number) / (2 * variance) - (d / 2) * Math.log(2 * Math.PI * variance);
    shares[i] = log;
    if (log > greatest) greatest = log;
  }
  let sum = 0;
  for (let i = 0; i < m; i++) {
    shares[i] = Math.exp((shares[i] as number) - greatest);
    sum += shares[i] as number;
  }
  for (let i = 0; i < m; i++) shares[i]! /= sum;
  return greatest + Math.log(sum) - Math.log(m);
}

/** `[n · m]`, of each row to each centre. */
function squaredDistances(rows: ArrayLike<number>, centres: ArrayLike<number>, d: number): Float64Array {
  const [n, m] = [rows.length / d, centres.length / d];
  const out = new Float64Array(n * m);
  for (let j = 0; j < n; j++) {
    for (let i = 0; i < m; i++) {
      let sum = 0;
      for (let k = 0; k < d; k++) sum += ((rows[j * d + k] as number) - (centres[i * d + k] as number)) ** 2;
      out[j * m + i] = sum;
    }
  }
  return out;
}
