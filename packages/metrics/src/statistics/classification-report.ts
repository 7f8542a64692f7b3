import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import type { Matrix } from "../linear/features.ts";

/** How predicted classes agree with true ones. */
export interface ClassificationReport {
  /** `[classes, classes]`, counts by true class (rows) and predicted class (columns). */
  readonly confusion: Matrix;
  /** Share of right predictions. */
  readonly accuracy: number;
  /** Mean recall over the classes that occur; 1/classes is chance. */
  readonly balancedAccuracy: number;
  /** Mean of F1 = 2·hits / (predicted + true) over the classes that occur or are predicted. */
  readonly macroF1: number;
  /** The same, weighted by how often a class occurs. */
  readonly weightedF1: number;
  /** Cohen's κ, (accuracy − chance) / (1 − chance); 0 where chance is 1. */
  readonly kappa: number;
  /** Matthews' correlation for any number of classes; 0 where it does not exist. */
  readonly matthews: number;
}

/**
 * The confusion matrix and the usual scores read from it.
 *
 * @param truth `[n]`, n ≥ 1, in [0, classes)
 * @param predicted `[n]`
 * @param classes by default one more than the largest label
 * @throws {ShapeError} when the two differ in length
 * @throws {DatasetInvalidError} when they are empty or a label is out of range
 * @see Gorodkin 2004 for Matthews' correlation of several classes
 */
export function classificationReport({
  truth,
  predicted,
  classes,
}: {
  readonly truth: ArrayLike<number>;
  readonly predicted: ArrayLike<number>;
  readonly classes?: number;
}): ClassificationReport {
  const n = truth.length;
  if (predicted.length !== n) {
    throw new ShapeError({
      message: `classificationReport: expected as many predictions as labels, received ${predicted.length} and ${n}.`,
    });
  }
  if (n === 0) {
    throw new DatasetInvalidError({ message: "classificationReport: expected labels, received none." });
  }
  let count = classes ?? 1;
  for (const list of [truth, predicted]) {
    for (let i = 0; i < n; i++) {
      const label = list[i] as number;
      if (!Number.isInteger(label) || label < 0 || label >= (classes ?? 10_000)) {
        throw new DatasetInvalidError({
          message: `classificationReport: expected labels in 0…${(classes ?? 10_000) - 1}, received ${label} at ${i}.`,
        });
      }
      count = Math.max(count, label + 1);
    }
  }
  const data = new Float64Array(count * count);
  const own = new Float64Array(count);
  const guessed = new Float64Array(count);
  for (let i = 0; i < n; i++) {
    const [row, column] = [truth[i] as number, predicted[i] as number];
    data[row * count + column]! += 1;
    own[row]! += 1;
    guessed[column]! += 1;
  }
  let [hits, recalls, scores, weighted, occurring, named, chance, ownSquares, guessedSquares] = [
    0, 0, 0, 0, 0, 0, 0, 0, 0,
  ];
  for (let k = 0; k < count; k++) {
    const [hit, rows, columns] = [data[k * count + k] as number, own[k] as number, guessed[k] as number];
    hits += hit;
    chance += (rows / n) * (columns / n);
    ownSquares += (rows / n) ** 2;
    guessedSquares += (columns / n) ** 2;
    if (rows + columns === 0) continue;
    named++;
    scores += (2 * hit) / (rows + columns);
    weighted += (rows / n) * ((2 * hit) / (rows + columns));
    if (rows === 0) continue;
    occurring++;
    recalls += hit / rows;
  }
  const accuracy = hits / n;
  const spread = Math.sqrt((1 - ownSquares) * (1 - guessedSquares));
  return {
    confusion: { data, shape: [count, count] },
    accuracy,
    balancedAccuracy: recalls / occurring,
    macroF1: scores / named,
    weightedF1: weighted,
    kappa: chance < 1 ? (accuracy - chance) / (1 - chance) : 0,
    matthews: spread > 0 ? (accuracy - chance) / spread : 0,
  };
}
