import { ConfigInvalidError, DatasetInvalidError, type Measure, type Random } from "@ganlens/core";
import { type CheckedFeatures, checkFeatures, type Features } from "../linear/features.ts";
import { covarianceRoot, type FrechetMoments, frechetTerms, momentsOf } from "./frechet-distance.ts";

/**
 * The floor of a Fréchet distance: what two disjoint samples of the same distribution score at the n that is compared.
 *
 * The floor falls with 1/n, so halves of one set of n rows give twice the floor at n: bring two whole sets.
 *
 * @param first `[≥ n, d]`, real
 * @param second `[≥ n, d]`, real, no row of it in `first`
 * @param n rows of each generated and reference set in the comparison; the first n rows of both are used
 * @throws {ConfigInvalidError} when n < 2
 * @throws {DatasetInvalidError} when a set has fewer than n rows, or more than one in twenty stands in both (fewer are
 *   named in `meaning`)
 */
export function frechetFloor({
  first,
  second,
  n,
}: {
  readonly first: Features;
  readonly second: Features;
  readonly n: number;
}): NonNullable<Measure["floor"]> {
  requireCount(n, "frechetFloor");
  const one = leading(first, n, "first");
  const other = leading(second, n, "second");
  const shared = sharedRows(one, other);
  if (shared > n / 20) {
    throw new DatasetInvalidError({
      message: `frechetFloor: expected disjoint sets, received two with ${shared} of ${n} rows in common.`,
      hint: "Shared rows make the floor too low: split the data first, and drop duplicates.",
    });
  }
  return {
    value: frechetTerms(momentsOf(one), momentsOf(other)).distance,
    n,
    meaning: `two disjoint real samples of ${n}${shared > 0 ? ` (${shared} equal rows)` : ""}`,
  };
}

/**
 * The floor where there are no two real sets of size n: the mean distance between two samples of the Gaussian with the
 * given moments.
 *
 * @param moments of as many real rows as there are
 * @param n rows of each sample
 * @param replicates pairs that are drawn, by default 5
 * @throws {ConfigInvalidError} when n < 2 or `replicates` < 1
 */
export function simulatedFrechetFloor({
  moments,
  n,
  random,
  replicates = 5,
}: {
  readonly moments: FrechetMoments;
  readonly n: number;
  readonly random: Random;
  readonly replicates?: number;
}): NonNullable<Measure["floor"]> {
  requireCount(n, "simulatedFrechetFloor");
  if (!Number.isInteger(replicates) || replicates < 1) {
    throw new ConfigInvalidError({
      message: `simulatedFrechetFloor: expected at least 1 replicate, received ${replicates}.`,
    });
  }
  const d = moments.mean.length;
  const root = covarianceRoot(moments.covariance).data;
  const draw = (): FrechetMoments => {
    const data = new Float64Array(n * d);
    for (let i = 0; i < n; i++) {
      const normal = random.normal(d);
      for (let k = 0; k < d; k++) {
        const weight = normal[k] as number;
        for (let j = 0; j < d; j++) data[i * d + j]! += weight * (root[k * d + j] as number);
      }
    }
    return momentsOf({ data, n, d });
  };
  let sum = 0;
  for (let r = 0; r < replicates; r++) sum += frechetTerms(draw(), draw()).distance;
  return {
    value: sum / replicates,
    n,
    meaning: `two samples of ${n} from the fitted Gaussian, mean of ${replicates}`,
  };
}

function requireCount(n: number, where: string): void {
  if (!Number.isInteger(n) || n < 2) {
    throw new ConfigInvalidError({
      message: `${where}: expected n to be an integer of at least 2, received ${n}.`,
    });
  }
}

function leading(features: Features, n: number, name: string): CheckedFeatures {
  const { data, d } = checkFeatures(features, {
    where: `frechetFloor: ${name} (the floor is taken at the n that is compared)`,
    minimumRows: n,
  });
  return { data: data.subarray(0, n * d), n, d };
}

/** Rows of the second that stand in the first as well, compared in float32. */
function sharedRows(first: CheckedFeatures, second: CheckedFeatures): number {
  const { d } = first;
  if (second.d !== d) return 0;
  const rowsOfHash = new Map<number, number[]>();
  for (let i = 0; i < first.n; i++) {
    const hash = rowHash(first, i);
    const rows = rowsOfHash.get(hash);
    if (rows) rows.push(i);
    else rowsOfHash.set(hash, [i]);
  }
  const equal = (i: number, k: number): boolean => {
    for (let j = 0; j < d; j++) {
      if (Math.fround(first.data[i * d + j] as number) !== Math.fround(second.data[k * d + j] as number)) {
        return false;
      }
    }
    return true;
  };
  let shared = 0;
  for (let k = 0; k < second.n; k++) {
    // A few candidates are enough: in a set of equal rows the first one matches.
    const candidates = rowsOfHash.get(rowHash(second, k)) ?? [];
    if (candidates.slice(0, 8).some((i) => equal(i, k))) shared++;
  }
  return shared;
}

function rowHash({ data, d }: CheckedFeatures, row: number): number {
  const words = new Int32Array(
    Float32Array.from(data.subarray(row * d, (row + 1) * d), (value) => value + 0).buffer,
  );
  let hash = 0x811c9dc5;
  for (const word of words) {
    hash = Math.imul(hash ^ word, 0x01000193);
    hash ^= hash >>> 15;
  }
  return hash;
}
