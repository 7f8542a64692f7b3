import { ConfigInvalidError } from "@ganlens/core";
import { checkFeatures, type Features, type Matrix } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import type { BinnedFactors, DiscreteFactors } from "./discrete-factors.ts";
import { informationReplicates, jackknifedScore } from "./information-matrix.ts";
import type { LabelledCodes } from "./labelled-codes.ts";

/** The modularity of codes with what it is made of. */
export interface Modularity extends Estimate, BinnedFactors {
  /** `[codes]` in [0, 1]; `null` when there is one factor. */
  readonly perCode: Float64Array | null;
  /** I(code; factor) in nats, `[codes, factors]`. */
  readonly information: Matrix;
}

/**
 * Modularity: each code says something of one factor only.
 *
 * (1/D) Σⱼ (1 − Σ_{k≠k*} Iⱼₖ² / (Iⱼₖ*²·(K − 1))), k* the factor that code j says most of. A code that says nothing counts as
 * 0 (the paper leaves it undefined), so dead codes drag the mean down. Plug-in information is never quite 0: a noise code scores well
 * below 1 but above 0. Interval: delete-a-group jackknife, from 40 rows on.
 *
 * @param codes `[n, codes]`
 * @param factors `[n, factors]`, each with at least 2 values
 * @param bins per code, 20 by default
 * @param factorBins cuts continuous factors, which are refused without it; give it with the score
 * @param level confidence, 0.95 by default
 * @returns in [0, 1]; `null` with a reason when there is one factor
 * @throws {ShapeError} when codes and factors differ in rows
 * @throws {ConfigInvalidError} when bins is not an integer ≥ 2
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 * @see Ridgeway and Mozer 2018; disentanglement_lib `modularity_explicitness.py`
 */
export function modularity({
  bins = 20,
  level = 0.95,
  ...input
}: LabelledCodes & DiscreteFactors & { readonly bins?: number; readonly level?: number }): Modularity {
  const replicates = informationReplicates(input, { bins, where: "modularity" });
  const { information, n, binnedFactors } = replicates;
  const perCode = modularityPerCode(information);
  if (perCode === null) {
    return {
      value: null,
      reason: "With one factor nothing can be mixed.",
      n,
      perCode,
      information,
      binnedFactors,
    };
  }
  const score = jackknifedScore(
    replicates,
    (matrix) => mean(modularityPerCode(matrix.information) as Float64Array),
    level,
  );
  return { ...score, n, perCode, information, binnedFactors };
}

/**
 * The modularity of each code from a given matrix of mutual information; {@link modularity} is its mean.
 *
 * @param information `[codes, factors]`, ≥ 0
 * @returns `[codes]`, 0 for a code that says nothing; `null` when there is one factor
 * @throws {ShapeError} when it is not a matrix
 * @throws {DatasetInvalidError} when it is empty or not finite
 * @throws {ConfigInvalidError} when an entry is negative
 */
export function modularityPerCode(information: Features): Float64Array | null {
  const { data, n: codes, d: factors } = checkFeatures(information, { where: "modularityPerCode" });
  const negative = data.findIndex((value) => value < 0);
  if (negative >= 0) {
    throw new ConfigInvalidError({
      message: `modularityPerCode: expected information ≥ 0, received ${data[negative]} for code ${Math.floor(negative / factors)}, factor ${negative % factors}.`,
    });
  }
  if (factors === 1) return null;
  return Float64Array.from({ length: codes }, (_, j) => {
    let largest = 0;
    for (let k = 0; k < factors; k++) largest = Math.max(largest, data[j * factors + k] as number);
    if (largest === 0) return 0;
    let rest = -1;
    // Divided first, so that small information does not vanish when squared.
    for (let k = 0; k < factors; k++) rest += ((data[j * factors + k] as number) / largest) ** 2;
    return 1 - rest / (factors - 1);
  });
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
