import { ConfigInvalidError, DatasetInvalidError } from "@ganlens/core";
import { checkArray, checkFeatures } from "../linear/features.ts";
import { quantileSorted } from "../statistics/quantile.ts";
import {
  type CheckedLabelledCodes,
  checkLabelledCodes,
  checkLabelledSplits,
  type LabelledCodes,
  type LabelledSplits,
} from "./labelled-codes.ts";
import { checkFactors, type Factors } from "./labels.ts";

/** How continuous factors are cut into classes. */
export interface FactorBins {
  /** Classes per factor, ≥ 2. Factors of no more distinct values than that stay as they are. */
  readonly count: number;
  /** `"quantile"` (default): about as many rows in each; `"equal-width"`: between least and largest value. */
  readonly by?: "quantile" | "equal-width";
}

/** What a metric of discrete factors takes beside them. */
export interface DiscreteFactors {
  /** Cuts continuous factors into bins, by the training set's values where there are two sets; refused without it. */
  readonly factorBins?: FactorBins;
}

/** Which factors were cut. */
export interface BinnedFactors {
  /** Indices of the factors that were cut into bins, ascending; empty when all were discrete. */
  readonly binnedFactors: readonly number[];
}

/**
 * {@link checkLabelledCodes} for metrics of discrete factors: continuous ones are cut into bins, or refused.
 *
 * A factor counts as continuous when too few rows share a value: fewer than 5 per value at more than 20 values, fewer than 2 at
 * more than 8. Nearly every row would be a class of its own, and a perfect code would score about 0.
 *
 * @throws as {@link checkLabelledCodes}, and {ConfigInvalidError} when `factorBins` is not a count ≥ 2 with a known way to
 *   cut, {DatasetInvalidError} when a factor is continuous and no bins are given
 */
export function checkDiscreteCodes(
  { codes, factors, factorBins }: LabelledCodes & DiscreteFactors,
  where: string,
): CheckedLabelledCodes & BinnedFactors {
  const cuts = cutsOf({ codes, factors }, where, factorBins);
  const checked = checkLabelledCodes({ codes, factors: cut(factors, cuts) }, where);
  checkDiscrete(checked, where);
  return { ...checked, binnedFactors: [...cuts.keys()] };
}

/** Both splits, as {@link checkDiscreteCodes}: the training set's edges cut the test set too. */
export function checkDiscreteSplits(
  { train, test, factorBins }: LabelledSplits & DiscreteFactors,
  where: string,
): { readonly train: CheckedLabelledCodes; readonly test: CheckedLabelledCodes } & BinnedFactors {
  const cuts = cutsOf(train, `${where}: train`, factorBins);
  const cutSet = ({ codes, factors }: LabelledCodes) => ({ codes, factors: cut(factors, cuts) });
  const checked = checkLabelledSplits({ train: cutSet(train), test: cutSet(test) }, where);
  checkDiscrete(checked.train, `${where}: train`);
  return { ...checked, binnedFactors: [...cuts.keys()] };
}

function checkDiscrete({ factors, n }: CheckedLabelledCodes, where: string): void {
  const factor = factors.findIndex(({ values }) => {
    const rows = n / values.length;
    return values.length > 20 ? rows < 5 : values.length > 8 && rows < 2;
  });
  if (factor < 0) return;
  throw new DatasetInvalidError({
    message: `${where}: expected discrete factors, received ${factors[factor]?.values.length} distinct values in the ${n} rows of factor ${factor}: it looks continuous.`,
    hint: 'Cut it into bins: factorBins: { count: 10, by: "quantile" }, and give that with the score.',
  });
}

/** The inner edges of each factor that has more distinct values than bins. */
function cutsOf(
  { codes, factors }: LabelledCodes,
  where: string,
  bins: FactorBins | undefined,
): ReadonlyMap<number, Float64Array> {
  if (bins === undefined) return new Map();
  const { count, by = "quantile" } = bins;
  if (!Number.isInteger(count) || count < 2 || (by !== "quantile" && by !== "equal-width")) {
    throw new ConfigInvalidError({
      message: `${where}: expected factorBins of a count ≥ 2, by "quantile" or "equal-width", received ${count} by ${by}.`,
    });
  }
  const { n } = checkFeatures(codes, { where: `${where}: codes`, minimumRows: 2 });
  return new Map(
    [...checkFactors(factors, { where, n }).entries()]
      .filter(([, { values }]) => values.length > count)
      .map(([k, { ids, values }]) => {
        const sorted = Float64Array.from(ids, (id) => values[id] as number).sort();
        const [low, high] = [sorted[0] as number, sorted.at(-1) as number];
        const edge = (share: number) =>
          by === "quantile" ? quantileSorted(sorted, share) : low * (1 - share) + high * share;
        return [k, Float64Array.from({ length: count - 1 }, (_, i) => edge((i + 1) / count))];
      }),
  );
}

function cut(factors: Factors, cuts: ReadonlyMap<number, Float64Array>): Factors {
  if (cuts.size === 0) return factors;
  checkArray(factors, "factors");
  const { data, shape } = factors;
  const count = shape[1] as number;
  const binned = Float64Array.from(data, Number);
  for (const [k, edges] of cuts) {
    for (let at = k; at < binned.length; at += count) binned[at] = binOf(binned[at] as number, edges);
  }
  return { data: binned, shape };
}

/** The number of edges that are ≤ the value; NaN stays NaN, for the checks to find. */
function binOf(value: number, edges: Float64Array): number {
  if (Number.isNaN(value)) return value;
  let bin = 0;
  while (bin < edges.length && value >= (edges[bin] as number)) bin++;
  return bin;
}
