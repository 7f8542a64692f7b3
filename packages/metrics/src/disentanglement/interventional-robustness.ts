import { ConfigInvalidError } from "@ganlens/core";
import type { Matrix } from "../linear/features.ts";
import type { Estimate } from "../measure/estimate.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import { type BinnedFactors, checkDiscreteCodes, type DiscreteFactors } from "./discrete-factors.ts";
import type { LabelledCodes } from "./labelled-codes.ts";

/** The interventional robustness score with what it is made of. */
export interface InterventionalRobustness extends Estimate, BinnedFactors {
  /** Which codes vary; the others are left out below. */
  readonly active: readonly number[];
  /** `[active codes, factors]`: 1 where the code stays put while all but that factor change; may fall below 0. */
  readonly robustness: Matrix;
  /** `[active codes]`, max |z − mean|: the weights of the codes. */
  readonly deviations: Float64Array;
}

/**
 * The interventional robustness score (IRS): how little a code moves when the factors that it does not stand for change.
 *
 * Rⱼₖ = 1 − mean over values v of factor k of Q(|zⱼ − E[zⱼ | vₖ = v]| given vₖ = v) / max |zⱼ − E zⱼ|, Q the given quantile;
 * the score is Σⱼ wⱼ maxₖ Rⱼₖ, weights wⱼ in proportion to max |zⱼ − E zⱼ|. Assumes independent factors. No interval: it
 * rests on extremes, which neither bootstrap nor jackknife covers; give it over seeds. A value seen once deviates by 0, so few
 * rows per value flatter.
 *
 * @param codes `[n, codes]`
 * @param factors `[n, factors]`, each with at least 2 values
 * @param quantile in [0, 1], 0.99 by default; 1 in the paper
 * @param factorBins cuts continuous factors, which are refused without it; give it with the score
 * @returns ≤ 1; `null` with a reason when no code varies
 * @throws {ShapeError} when codes and factors differ in rows
 * @throws {ConfigInvalidError} when the quantile is outside [0, 1]
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 * @see Suter, Miladinović, Schölkopf, Bauer 2019; disentanglement_lib `irs.py`
 */
export function interventionalRobustness({
  quantile = 0.99,
  ...input
}: LabelledCodes & DiscreteFactors & { readonly quantile?: number }): InterventionalRobustness {
  if (!(quantile >= 0 && quantile <= 1)) {
    throw new ConfigInvalidError({
      message: `interventionalRobustness: expected a quantile in [0, 1], received ${quantile}.`,
    });
  }
  const { data, n, d, factors, binnedFactors } = checkDiscreteCodes(input, "interventionalRobustness");
  const columns = Array.from({ length: d }, (_, j) =>
    Float64Array.from({ length: n }, (_unused, i) => data[i * d + j] as number),
  );
  const active = columns.flatMap((column, j) => (column.some((value) => value !== column[0]) ? [j] : []));
  const robustness: Matrix = {
    data: new Float64Array(active.length * factors.length),
    shape: [active.length, factors.length],
  };
  const deviations = new Float64Array(active.length);
  let weighted = 0;
  let total = 0;
  active.forEach((j, row) => {
    const column = columns[j] as Float64Array;
    const largest = deviationsOf(column).at(-1) as number;
    deviations[row] = largest;
    let best = Number.NEGATIVE_INFINITY;
    factors.forEach(({ ids, values }, k) => {
      let sum = 0;
      for (let v = 0; v < values.length; v++) {
        sum += quantileSorted(deviationsOf(column.filter((_, i) => ids[i] === v)), quantile);
      }
      const score = 1 - sum / values.length / largest;
      robustness.data[row * factors.length + k] = score;
      best = Math.max(best, score);
    });
    weighted += largest * best;
    total += largest;
  });
  const parts = { n, active, robustness, deviations, binnedFactors };
  return active.length === 0
    ? { value: null, reason: "No code varies.", ...parts }
    : { value: weighted / total, ...parts };
}

/** |value − mean|, ascending. */
function deviationsOf(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => Math.abs(value - mean)).sort();
}
