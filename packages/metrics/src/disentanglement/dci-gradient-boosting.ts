import type { Matrix } from "../linear/features.ts";
import { gradientBoosting } from "./gradient-boosting.ts";
import { type ImportanceScores, importanceScores } from "./importance-scores.ts";
import { checkLabelledSplits, type LabelledSplits } from "./labelled-codes.ts";

/** DCI with a classifier per factor. */
export interface ClassifierDci extends ImportanceScores {
  /** `[codes, factors]` */
  readonly importance: Matrix;
  /** Mean accuracy over factors in [0, 1], on the training set and on the test set; an error in the paper. */
  readonly informativeness: { readonly train: number; readonly test: number };
}

/**
 * DCI with gradient-boosted trees per factor, as the published comparisons have it.
 *
 * One classifier per discrete factor reads it from all codes; its importances are the column of R. Boosting is scikit-learn's
 * default (100 rounds, depth 3, rate 0.1). No interval: the spread over training runs is what counts, so give it over
 * seeds (`seedInterval`). Time grows with classes · factors · codes · n.
 *
 * @param train `[n, codes]` and `[n, factors]`; 10,000 rows in the literature
 * @param test 5,000 rows in the literature
 * @param rounds trees per class, 100 by default
 * @throws {ShapeError} when shapes disagree
 * @throws {DatasetInvalidError} when n < 2, a value is not finite or a factor takes one value only
 * @see Eastwood and Williams 2018; Locatello et al. 2019; disentanglement_lib `dci.py`
 */
export function dciGradientBoosting({
  train,
  test,
  rounds = 100,
}: LabelledSplits & { readonly rounds?: number }): ClassifierDci {
  const splits = checkLabelledSplits({ train, test }, "dciGradientBoosting");
  return classifierDci(splits, (labels, classes) =>
    gradientBoosting({ x: train.codes, labels, classes, rounds }),
  );
}

/** R, its scores and accuracies from one fitted classifier per factor. */
export function classifierDci(
  { train, test }: ReturnType<typeof checkLabelledSplits>,
  fit: (
    labels: Int32Array,
    classes: number,
  ) => {
    readonly importance: ArrayLike<number>;
    readonly predict: (x: Matrix) => ArrayLike<number>;
  },
): ClassifierDci {
  const count = train.factors.length;
  const importance: Matrix = { data: new Float64Array(train.d * count), shape: [train.d, count] };
  const sets = [train, test].map((set) => ({
    rows: { data: Float64Array.from(set.data), shape: [set.n, set.d] },
    factors: set.factors,
  }));
  const accuracies = [0, 0];
  train.factors.forEach(({ ids, values }, k) => {
    const model = fit(ids, values.length);
    for (let j = 0; j < train.d; j++) importance.data[j * count + k] = model.importance[j] as number;
    sets.forEach(({ rows, factors }, s) => {
      const predicted = model.predict(rows);
      accuracies[s]! += shareEqual(predicted, factors[k]?.ids ?? []) / count;
    });
  });
  return {
    ...importanceScores(importance),
    importance,
    informativeness: { train: accuracies[0] as number, test: accuracies[1] as number },
  };
}

function shareEqual(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let hits = 0;
  for (let i = 0; i < one.length; i++) if (one[i] === other[i]) hits++;
  return hits / one.length;
}
