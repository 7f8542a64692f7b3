import { ConfigInvalidError, DatasetInvalidError, type Random, ShapeError } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, type Features, type Matrix } from "../linear/features.ts";

/** Clusters found by k-means. */
export interface KMeans {
  /** `[n]`, the nearest centre of each sample; the lower index where two are as near. */
  readonly labels: Int32Array;
  /** `[k, d]` */
  readonly centres: Matrix;
  /** Σᵢ |xᵢ − centre|² */
  readonly inertia: number;
  /** Assignments made, counting the one that found nothing to change. */
  readonly iterations: number;
  /** False when the limit of iterations came first. */
  readonly converged: boolean;
}

/** Where k-means begins: at given centres, or at samples drawn by k-means++. */
export type KMeansStart =
  | { readonly start: Features; readonly clusters?: never; readonly random?: never }
  | { readonly start?: never; readonly clusters: number; readonly random: Random };

/**
 * k-means by Lloyd's steps until no sample changes its cluster: a local least of Σᵢ minₖ |xᵢ − cₖ|².
 *
 * An emptied cluster takes the sample that is farthest from its centre. Where it starts matters: keep the
 * least inertia of several starts, each with its own `random.split`.
 *
 * @param features `[n, d]`, n ≥ clusters
 * @param start `[k, d]` centres, or `clusters` with `random` for k-means++: each next centre is a sample drawn in
 *   proportion to its squared distance to the nearest one so far
 * @param limit assignments at most, 300 by default
 * @throws {ShapeError} when the given centres have another width
 * @throws {ConfigInvalidError} when `clusters` or `limit` is not an integer ≥ 1
 * @throws {DatasetInvalidError} when there are fewer samples, or fewer different samples, than clusters, or a value is
 *   not finite
 * @see Lloyd 1982; Arthur and Vassilvitskii 2007
 */
export function kMeans({
  features,
  limit = 300,
  ...options
}: { readonly features: Features; readonly limit?: number } & KMeansStart): KMeans {
  const samples = checkFeatures(features, { where: "kMeans: features" });
  const { n, d } = samples;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new ConfigInvalidError({ message: `kMeans: expected a limit ≥ 1, received ${limit}.` });
  }
  const centres = options.start
    ? givenCentres(options.start, samples)
    : drawnCentres(samples, options.clusters, options.random);
  const k = centres.length / d;
  const labels = new Int32Array(n).fill(-1);
  const distances = new Float64Array(n);
  let iterations = 0;
  let converged = false;
  while (!converged && iterations < limit) {
    iterations++;
    converged = !assign(samples, centres, { labels, distances });
    if (!converged && iterations < limit) moveCentres(samples, centres, { labels, distances });
  }
  let inertia = 0;
  for (const distance of distances) inertia += distance;
  return { labels, centres: { data: centres, shape: [k, d] }, inertia, iterations, converged };
}

interface Assignment {
  readonly labels: Int32Array;
  readonly distances: Float64Array;
}

/** Gives each sample its nearest centre, and says whether one changed. */
function assign(
  { data, n, d }: CheckedFeatures,
  centres: Float64Array,
  { labels, distances }: Assignment,
): boolean {
  const k = centres.length / d;
  let changed = false;
  for (let i = 0; i < n; i++) {
    let nearest = 0;
    let least = Number.POSITIVE_INFINITY;
    for (let c = 0; c < k; c++) {
      let sum = 0;
      for (let j = 0; j < d; j++) {
        const gap = (data[i * d + j] as number) - (centres[c * d + j] as number);
        sum += gap * gap;
      }
      if (sum < least) {
        least = sum;
        nearest = c;
      }
    }
    if (labels[i] !== nearest) changed = true;
    labels[i] = nearest;
    distances[i] = least;
  }
  return changed;
}

/** Centres to the means of their samples; an empty one to the farthest sample, which leaves its own cluster. */
function moveCentres(
  { data, n, d }: CheckedFeatures,
  centres: Float64Array,
  { labels, distances }: Assignment,
): void {
  const k = centres.length / d;
  const sizes = new Float64Array(k);
  for (const label of labels) sizes[label]! += 1;
  for (let c = 0; c < k; c++) {
    if (sizes[c] !== 0) continue;
    let farthest = -1;
    for (let i = 0; i < n; i++) {
      if ((sizes[labels[i] as number] as number) < 2) continue;
      if (farthest < 0 || (distances[i] as number) > (distances[farthest] as number)) farthest = i;
    }
    sizes[labels[farthest] as number]! -= 1;
    sizes[c] = 1;
    labels[farthest] = c;
    distances[farthest] = 0;
  }
  centres.fill(0);
  for (let i = 0; i < n; i++) {
    const label = labels[i] as number;
    for (let j = 0; j < d; j++) centres[label * d + j]! += data[i * d + j] as number;
  }
  for (let c = 0; c < centres.length; c++) centres[c]! /= sizes[Math.floor(c / d)] as number;
}

function givenCentres(start: Features, { n, d }: CheckedFeatures): Float64Array {
  const given = checkFeatures(start, { where: "kMeans: start" });
  if (given.d !== d) {
    throw new ShapeError({ message: `kMeans: expected centres of ${d} columns, received ${given.d}.` });
  }
  checkClusters(given.n, n);
  return Float64Array.from(given.data);
}

function checkClusters(clusters: number, n: number): void {
  if (!Number.isInteger(clusters) || clusters < 1) {
    throw new ConfigInvalidError({ message: `kMeans: expected clusters ≥ 1, received ${clusters}.` });
  }
  if (clusters > n) {
    throw new DatasetInvalidError({
      message: `kMeans: expected at least as many samples as clusters, received ${n} for ${clusters}.`,
    });
  }
}

function drawnCentres({ data, n, d }: CheckedFeatures, clusters: number, random: Random): Float64Array {
  checkClusters(clusters, n);
  const centres = new Float64Array(clusters * d);
  const nearest = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let chosen = random.integers(1, { high: n })[0] as number;
  for (let c = 0; c < clusters; c++) {
    centres.set(data.subarray(chosen * d, (chosen + 1) * d), c * d);
    let total = 0;
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let j = 0; j < d; j++) sum += ((data[i * d + j] as number) - (centres[c * d + j] as number)) ** 2;
      nearest[i] = Math.min(nearest[i] as number, sum);
      total += nearest[i] as number;
    }
    if (c + 1 === clusters) break;
    if (total === 0) {
      throw new DatasetInvalidError({
        message: `kMeans: expected at least ${clusters} different samples, received ${c + 1}.`,
      });
    }
    chosen = random.choice(1, Array.from(nearest))[0] as number;
  }
  return centres;
}
