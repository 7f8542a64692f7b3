import { DatasetInvalidError, ShapeError } from "@ganlens/core";
import type { Features, Matrix } from "../linear/features.ts";
import { logisticClasses, logisticRegression } from "../linear/logistic-regression.ts";
import type { Estimate } from "../measure/estimate.ts";
import { shareInterval } from "../statistics/share-interval.ts";
import { checkBatches, checkFixedFactors } from "./batches.ts";

/** Batches of pairs of codes that agree in one factor. */
export interface FixedFactorPairs {
  /** `[batches, size, codes]` */
  readonly first: Features;
  /** The same shape: row by row of the same value of the fixed factor. */
  readonly second: Features;
  /** `[batches]`, the index of the factor that is fixed. */
  readonly factor: ArrayLike<number>;
}

/** Fits which factor was held fixed. */
export type BatchClassifier = (input: {
  /** `[n, codes]` */
  readonly x: Matrix;
  /** `[n]`, in [0, classes); some classes may not occur. */
  readonly labels: ArrayLike<number>;
  readonly classes: number;
}) => {
  /** The likeliest class of each row, `[n]`. */
  readonly predict: (x: Matrix) => ArrayLike<number>;
};

/** The beta-VAE score with what it is read from. */
export interface BetaVaeScore extends Estimate {
  readonly value: number;
  /** Accuracy on the batches that the classifier was fitted on. */
  readonly trainAccuracy: number;
  /** `[train batches, codes]`, mean |z₁ − z₂| of each batch. */
  readonly trainFeatures: Matrix;
  readonly testFeatures: Matrix;
}

/**
 * The beta-VAE score: how well a linear classifier tells from mean |z₁ − z₂| which factor a batch of pairs agrees in.
 *
 * In [0, 1], by chance about 1 / factors. It saturates: a plain autoencoder of few epochs passes 0.95, and a moderate rotation of
 * the code goes unseen. Interval: Wilson over test batches, the classifier fixed.
 *
 * @param train batches of 64 pairs, 10,000 of them in the literature
 * @param test 5,000 of them
 * @param fit a classifier of `[n, codes]` into [0, classes); by default logistic regression with C = 1, as in the published comparisons
 * @param level confidence, 0.95 by default
 * @throws {ShapeError} when shapes disagree, or there is not one fixed factor per batch or one class per row
 * @throws {DatasetInvalidError} when a set is empty, a factor is no index, a value is not finite, or one factor only is fixed in training
 * @see Higgins et al. 2017; disentanglement_lib `beta_vae.py`
 */
export function betaVaeScore({
  train,
  test,
  fit = fitLogistic,
  level = 0.95,
}: {
  readonly train: FixedFactorPairs;
  readonly test: FixedFactorPairs;
  readonly fit?: BatchClassifier;
  readonly level?: number;
}): BetaVaeScore {
  const trainFeatures = meanGaps(train, "betaVaeScore: train");
  const testFeatures = meanGaps(test, "betaVaeScore: test");
  const [trainCount, width] = trainFeatures.shape as readonly [number, number];
  const [testCount, testWidth] = testFeatures.shape as readonly [number, number];
  if (width !== testWidth) {
    throw new ShapeError({
      message: `betaVaeScore: expected ${width} codes in test, received ${testWidth}.`,
    });
  }
  const classes = Math.max(
    checkFixedFactors(train.factor, trainCount, "betaVaeScore: train"),
    checkFixedFactors(test.factor, testCount, "betaVaeScore: test"),
  );
  const model = fit({ x: trainFeatures, labels: train.factor, classes });
  return {
    ...shareInterval({
      hits: hitsOf(model.predict(testFeatures), test.factor),
      n: testCount,
      level,
      given: "classifier fixed",
    }),
    trainAccuracy: hitsOf(model.predict(trainFeatures), train.factor) / trainCount,
    trainFeatures,
    testFeatures,
  };
}

/** Factors that training never fixed are never guessed. */
const fitLogistic: BatchClassifier = ({ x, labels }) => {
  const occurring = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  if (occurring.length < 2) {
    throw new DatasetInvalidError({
      message: "betaVaeScore: train: expected batches of at least 2 fixed factors, received one.",
    });
  }
  const model = logisticRegression({
    x,
    labels: Int32Array.from(labels, (label) => occurring.indexOf(label)),
    classes: occurring.length,
  });
  return { predict: (rows) => logisticClasses(model, rows).map((id) => occurring[id] as number) };
};

function meanGaps({ first, second }: FixedFactorPairs, where: string): Matrix {
  const { batches, size, codes } = checkBatches(first, { where: `${where}: first` });
  checkBatches(second, { where: `${where}: second` });
  if (String(first.shape) !== String(second.shape)) {
    throw new ShapeError({
      message: `${where}: expected pairs of one shape, received [${first.shape.join(", ")}] and [${second.shape.join(", ")}].`,
    });
  }
  const out: Matrix = { data: new Float64Array(batches * codes), shape: [batches, codes] };
  for (let i = 0; i < first.data.length; i++) {
    const at = Math.floor(i / (size * codes)) * codes + (i % codes);
    out.data[at]! += Math.abs((first.data[i] as number) - (second.data[i] as number)) / size;
  }
  return out;
}

function hitsOf(predicted: ArrayLike<number>, factor: ArrayLike<number>): number {
  if (predicted.length !== factor.length) {
    throw new ShapeError({
      message: `betaVaeScore: expected ${factor.length} predictions, received ${predicted.length}.`,
    });
  }
  let hits = 0;
  for (let i = 0; i < factor.length; i++) if (predicted[i] === factor[i]) hits++;
  return hits;
}
