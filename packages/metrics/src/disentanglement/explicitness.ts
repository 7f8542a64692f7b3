import { DatasetInvalidError } from "@ganlens/core";
import type { Matrix } from "../linear/features.ts";
import { logisticProbabilities, logisticRegression } from "../linear/logistic-regression.ts";
import { rocAuc } from "../statistics/roc-curve.ts";
import { type BinnedFactors, checkDiscreteSplits, type DiscreteFactors } from "./discrete-factors.ts";
import type { LabelledSplits } from "./labelled-codes.ts";
import { standardCodes } from "./standard-codes.ts";

/** The explicitness of codes on one set of samples. */
interface ExplicitnessOf {
  /** 2·area − 1, mean over factors. */
  readonly value: number;
  /** The area itself, mean over factors: ½ by chance. */
  readonly area: number;
  /** `[factors]`, mean over a factor's values of the area under the ROC curve of this value against the rest. */
  readonly areaPerFactor: Float64Array;
}

/** The explicitness of codes: on the test set, and on the set that the classifiers were fitted on. */
export interface Explicitness extends ExplicitnessOf, BinnedFactors {
  readonly train: ExplicitnessOf;
}

/**
 * Explicitness: how well a linear classifier tells each value of a factor from the rest.
 *
 * (1/K) Σₖ (2·AUCₖ − 1), AUCₖ the mean over values v of factor k of the area under the ROC curve of P(v | codes) against the
 * rest, P a multinomial logistic regression on codes standardised by the training set (a constant code is 0). 0 by chance, 1
 * where every value can be told; below 0 only by noise. disentanglement_lib gives the area without rescaling, which is
 * `area` here, and divides by 0 on constant codes. A value that is missing in a set is left out of the mean there. Rotations go
 * unseen, and with many codes it saturates. No interval: give it over seeds (`seedInterval`).
 *
 * @param train `[n, codes]` and `[n, factors]`; 10,000 rows in the literature
 * @param test 5,000 rows in the literature; at least two values of each factor
 * @param strength C > 0 of the logistic regressions, 1 by default
 * @param factorBins cuts continuous factors, which are refused without it; give it with the score
 * @returns `value` in [−1, 1], `area` in [0, 1]
 * @throws {ShapeError} when shapes disagree
 * @throws {ConfigInvalidError} when the strength is not positive
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 * @see Ridgeway and Mozer 2018; disentanglement_lib `modularity_explicitness.py`
 */
export function explicitness({
  strength = 1,
  ...splits
}: LabelledSplits & DiscreteFactors & { readonly strength?: number }): Explicitness {
  const { train, test, binnedFactors } = checkDiscreteSplits(splits, "explicitness");
  const [rows, held] = standardCodes(train, test) as readonly [Matrix, Matrix];
  const areas = {
    train: new Float64Array(train.factors.length),
    test: new Float64Array(train.factors.length),
  };
  train.factors.forEach(({ ids, values }, k) => {
    const model = logisticRegression({ x: rows, labels: ids, classes: values.length, strength });
    areas.train[k] = meanArea(logisticProbabilities(model, rows), ids, k);
    areas.test[k] = meanArea(logisticProbabilities(model, held), test.factors[k]?.ids as Int32Array, k);
  });
  return { ...summary(areas.test), train: summary(areas.train), binnedFactors };
}

function summary(areaPerFactor: Float64Array): ExplicitnessOf {
  const area = areaPerFactor.reduce((sum, value) => sum + value, 0) / areaPerFactor.length;
  return { value: 2 * area - 1, area, areaPerFactor };
}

/** The mean over the values that are present of the area of each one against the rest. */
function meanArea({ data, shape }: Matrix, ids: Int32Array, factor: number): number {
  const classes = shape[1] as number;
  let sum = 0;
  let present = 0;
  for (let c = 0; c < classes; c++) {
    const labels = ids.map((id) => Number(id === c));
    if (!labels.includes(1) || !labels.includes(0)) continue;
    present++;
    sum += rocAuc({ scores: Float64Array.from(ids, (_, i) => data[i * classes + c] as number), labels });
  }
  if (present === 0) {
    throw new DatasetInvalidError({
      message: `explicitness: expected a test set with at least 2 values of factor ${factor}, received one.`,
    });
  }
  return sum / present;
}
