import type { Matrix } from "../linear/features.ts";
import { type BinnedFactors, checkDiscreteSplits, type DiscreteFactors } from "./discrete-factors.ts";
import { checkLabelledSplits, type LabelledSplits } from "./labelled-codes.ts";
import { accuracyOfThresholds } from "./single-code-classifier.ts";
import { topTwoGap } from "./top-two-gap.ts";

/** The separated attribute predictability score with what it is made of. */
export interface SeparatedAttribute extends BinnedFactors {
  /** In [0, 1]. */
  readonly score: number;
  /** `[factors]`, the gap of the two best codes. */
  readonly perFactor: Float64Array;
  /** `[codes, factors]`, how well each code alone tells each factor. */
  readonly scores: Matrix;
}

/**
 * The separated attribute predictability score (SAP): how far the one code that tells a factor best is ahead of the next one.
 *
 * `"discrete"`: test accuracy of a linear classifier on one code, with the loss, weights and penalised intercept of the published
 * comparisons (C = 0.01), so that scale and shift of a code change the score. `"continuous"`: squared correlation on
 * the training set, for ordered factors; another number altogether. No interval: give it over seeds.
 *
 * @param train `[n, codes]` and `[n, factors]`; 10,000 rows in the literature
 * @param test 5,000 rows in the literature; not used for "continuous"
 * @param kind "discrete" by default
 * @param factorBins of `"discrete"`: cuts continuous factors, which are refused without it; give it with the score
 * @throws {ShapeError} when shapes disagree
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 *   of `"discrete"`
 * @see Kumar, Sattigeri, Balakrishnan 2018; disentanglement_lib `sap_score.py`
 */
export function separatedAttribute({
  kind = "discrete",
  ...splits
}: LabelledSplits & DiscreteFactors & { readonly kind?: "discrete" | "continuous" }): SeparatedAttribute {
  const { train, test, binnedFactors } =
    kind === "continuous"
      ? { ...checkLabelledSplits(splits, "separatedAttribute"), binnedFactors: [] }
      : checkDiscreteSplits(splits, "separatedAttribute");
  const count = train.factors.length;
  const scores: Matrix = { data: new Float64Array(train.d * count), shape: [train.d, count] };
  const column = ({ data, n, d }: typeof train, j: number): Float64Array =>
    Float64Array.from({ length: n }, (_, i) => data[i * d + j] as number);
  for (let j = 0; j < train.d; j++) {
    const x = column(train, j);
    const held = column(test, j);
    train.factors.forEach(({ ids, values }, k) => {
      scores.data[j * count + k] =
        kind === "continuous"
          ? squaredCorrelation(
              x,
              Float64Array.from(ids, (id) => values[id] as number),
            )
          : accuracyOfThresholds({
              train: { x, ids },
              test: { x: held, ids: test.factors[k]?.ids ?? new Int32Array(0) },
              classes: values.length,
            });
    });
  }
  const perFactor = topTwoGap(scores);
  return { score: perFactor.reduce((sum, gap) => sum + gap, 0) / count, perFactor, scores, binnedFactors };
}

/** 0 where one does not vary (a variance of at most 1e-12, as in the published comparisons). */
function squaredCorrelation(x: Float64Array, y: Float64Array): number {
  const n = x.length;
  const mean = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / n;
  const [mx, my] = [mean(x), mean(y)];
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < n; i++) {
    const a = (x[i] as number) - mx;
    const b = (y[i] as number) - my;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  return xx / (n - 1) > 1e-12 && yy > 0 ? (xy * xy) / (xx * yy) : 0;
}
