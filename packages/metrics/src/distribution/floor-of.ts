import { ConfigInvalidError, DatasetInvalidError, type Measure, type Random } from "@ganlens/core";
import { checkFeatures, type Features } from "../linear/features.ts";
import { covarianceRoot, type FrechetMoments } from "./frechet-distance.ts";
import { sharedRows } from "./shared-rows.ts";

/** A number from two sets of features: a distance, a precision, a copying score. */
export type TwoSampleMetric = (first: Features, second: Features) => number | Promise<number>;

/**
 * The floor of any metric of two sets: what two disjoint samples of one distribution score at exactly the n that is compared.
 *
 * Floors of biased metrics fall with 1/n, so halves of one set of n rows give another floor than two sets of n: bring
 * two whole sets (`real`), or let it be simulated from the Gaussian with the real set's moments (`moments`), the mean of a few pairs.
 *
 * @param metric called with two sets of n and m rows
 * @param n rows of the first set in the comparison
 * @param m rows of the second, by default n
 * @param real two disjoint real sets of at least n and m rows; their first n and m rows are used
 * @param moments of as many real rows as there are, where there are no two sets of that size
 * @param replicates simulated pairs, by default 5
 * @throws {ConfigInvalidError} when n or m < 2 or there are no replicates
 * @throws {DatasetInvalidError} when a real set is too small, more than one row in twenty stands in both (fewer are named in `meaning`),
 *   or the metric is not finite
 */
export async function floorOf({
  metric,
  n,
  m = n,
  ...source
}: {
  readonly metric: TwoSampleMetric;
  readonly n: number;
  readonly m?: number;
} & (
  | { readonly real: { readonly first: Features; readonly second: Features } }
  | { readonly moments: FrechetMoments; readonly random: Random; readonly replicates?: number }
)): Promise<NonNullable<Measure["floor"]>> {
  for (const count of [n, m]) {
    if (!Number.isInteger(count) || count < 2) {
      throw new ConfigInvalidError({
        message: `floorOf: expected n to be an integer of at least 2, received ${count}.`,
      });
    }
  }
  const sizes = n === m ? `${n}` : `${n} and ${m}`;
  const finite = (value: number): number => {
    if (Number.isFinite(value)) return value;
    throw new DatasetInvalidError({
      message: `floorOf: expected a finite value of the metric, received ${value}.`,
    });
  };
  if ("real" in source) {
    const [first, second] = disjointSamples(source.real, n, m, "floorOf");
    const shared = first.shared;
    return {
      value: finite(await metric(first.features, second)),
      n,
      meaning: `two disjoint real samples of ${sizes}${shared > 0 ? ` (${shared} equal rows)` : ""}`,
    };
  }
  const { moments, random, replicates = 5 } = source;
  if (!Number.isInteger(replicates) || replicates < 1) {
    throw new ConfigInvalidError({
      message: `floorOf: expected at least 1 replicate, received ${replicates}.`,
    });
  }
  const draw = gaussianSampler(moments, random);
  let sum = 0;
  for (let r = 0; r < replicates; r++) sum += finite(await metric(draw(n), draw(m)));
  return {
    value: sum / replicates,
    n,
    meaning: `two samples of ${sizes} from the fitted Gaussian, mean of ${replicates}`,
  };
}

/**
 * The first n and m rows of two sets that must be disjoint.
 *
 * @throws {DatasetInvalidError} when a set is too small or more than one row in twenty stands in both
 */
export function disjointSamples(
  real: { readonly first: Features; readonly second: Features },
  n: number,
  m: number,
  where: string,
): readonly [{ readonly features: Features; readonly shared: number }, Features] {
  const leading = (features: Features, count: number, name: string) => {
    const { data, d } = checkFeatures(features, {
      where: `${where}: ${name} (the floor is taken at the n that is compared)`,
      minimumRows: count,
    });
    return { data: data.subarray(0, count * d), n: count, d };
  };
  const one = leading(real.first, n, "first");
  const other = leading(real.second, m, "second");
  const shared = sharedRows(one, other);
  if (shared > Math.min(n, m) / 20) {
    throw new DatasetInvalidError({
      message: `${where}: expected disjoint sets, received two with ${shared} of ${Math.min(n, m)} rows in common.`,
      hint: "Shared rows make the floor too low: split the data first, and drop duplicates.",
    });
  }
  const shaped = ({ data }: typeof one, like: Features, count: number): Features =>
    ({ data, shape: [count, ...like.shape.slice(1)] }) as Features;
  return [{ features: shaped(one, real.first, n), shared }, shaped(other, real.second, m)];
}

/** Draws samples `[n, d]` of the Gaussian with given moments. */
export function gaussianSampler(moments: FrechetMoments, random: Random): (n: number) => Features {
  const d = moments.mean.length;
  const root = covarianceRoot(moments.covariance).data;
  return (n) => {
    const data = new Float64Array(n * d);
    for (let i = 0; i < n; i++) {
      const normal = random.normal(d);
      data.set(moments.mean, i * d);
      for (let k = 0; k < d; k++) {
        const weight = normal[k] as number;
        for (let j = 0; j < d; j++) data[i * d + j]! += weight * (root[k * d + j] as number);
      }
    }
    return { data, shape: [n, d] };
  };
}
