import { ShapeError } from "@ganlens/core";
import type { Matrix } from "../linear/features.ts";
import { type BinnedFactors, checkDiscreteSplits, type DiscreteFactors } from "./discrete-factors.ts";
import { type ImportanceScores, importanceScores } from "./importance-scores.ts";
import type { LabelledSplits } from "./labelled-codes.ts";

/** DCI with a classifier per factor. */
export interface ClassifierDci extends ImportanceScores, BinnedFactors {
  /** `[codes, factors]` */
  readonly importance: Matrix;
  /** Mean accuracy over factors in [0, 1], on the training set and on the test set; an error in the paper. */
  readonly informativeness: { readonly train: number; readonly test: number };
}

/** Fits one factor from all codes, and says how much each code mattered. */
export type ImportanceClassifier = (input: {
  /** `[n, codes]` */
  readonly codes: Matrix;
  /** `[n]`, in [0, classes) */
  readonly labels: Int32Array;
  readonly classes: number;
}) => {
  /** `[codes]`, ≥ 0 */
  readonly importance: ArrayLike<number>;
  /** The likeliest class of each row, `[n]`. */
  readonly predict: (codes: Matrix) => ArrayLike<number>;
};

/**
 * DCI with any classifier: R's columns are its importances, informativeness is its accuracy.
 *
 * The classifier changes the scores: name it with them. No interval: give it over seeds.
 *
 * @param train `[n, codes]` and `[n, factors]`
 * @param test other samples; a value that training never had is a miss
 * @param fit called once per factor
 * @param factorBins cuts continuous factors, which are refused without it; give it with the score
 * @throws {ShapeError} when shapes disagree, or there is not one importance per code or one class per row
 * @throws {ConfigInvalidError} when an importance is negative
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 * @see Eastwood and Williams 2018
 */
export function classifierDci({
  fit,
  ...splits
}: LabelledSplits & DiscreteFactors & { readonly fit: ImportanceClassifier }): ClassifierDci {
  const { train, test, binnedFactors } = checkDiscreteSplits(splits, "classifierDci");
  const count = train.factors.length;
  const importance: Matrix = { data: new Float64Array(train.d * count), shape: [train.d, count] };
  const sets = [train, test].map((set) => ({
    rows: { data: Float64Array.from(set.data), shape: [set.n, set.d] },
    factors: set.factors,
  }));
  const accuracies = [0, 0];
  train.factors.forEach(({ ids, values }, k) => {
    const model = fit({ codes: (sets[0] as (typeof sets)[0]).rows, labels: ids, classes: values.length });
    if (model.importance.length !== train.d) {
      throw new ShapeError({
        message: `classifierDci: expected ${train.d} importances, received ${model.importance.length} for factor ${k}.`,
      });
    }
    for (let j = 0; j < train.d; j++) importance.data[j * count + k] = model.importance[j] as number;
    sets.forEach(({ rows, factors }, s) => {
      accuracies[s]! += shareEqual(model.predict(rows), factors[k]?.ids ?? []) / count;
    });
  });
  return {
    ...importanceScores(importance),
    importance,
    binnedFactors,
    informativeness: { train: accuracies[0] as number, test: accuracies[1] as number },
  };
}

function shareEqual(predicted: ArrayLike<number>, labels: ArrayLike<number>): number {
  if (predicted.length !== labels.length) {
    throw new ShapeError({
      message: `classifierDci: expected ${labels.length} predictions, received ${predicted.length}.`,
    });
  }
  let hits = 0;
  for (let i = 0; i < labels.length; i++) if (predicted[i] === labels[i]) hits++;
  return hits / labels.length;
}
