import { ConfigInvalidError, type Measure, type Random } from "@ganlens/core";
import type { Features } from "../linear/features.ts";
import { disjointSamples, gaussianSampler } from "./floor-of.ts";
import { type FrechetMoments, frechetMoments, frechetTerms } from "./frechet-distance.ts";

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
  const [{ features, shared }, other] = disjointSamples({ first, second }, n, n, "frechetFloor");
  return {
    value: frechetTerms(frechetMoments(features), frechetMoments(other)).distance,
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
  const draw = gaussianSampler(moments, random);
  let sum = 0;
  for (let r = 0; r < replicates; r++) {
    sum += frechetTerms(frechetMoments(draw(n)), frechetMoments(draw(n))).distance;
  }
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
