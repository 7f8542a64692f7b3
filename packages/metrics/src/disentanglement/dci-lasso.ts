import { checkFeatures, type Matrix } from "../linear/features.ts";
import { lasso } from "../linear/lasso.ts";
import { predictLinear } from "../linear/ridge-regression.ts";
import { type ImportanceScores, importanceScores } from "./importance-scores.ts";
import { checkLabelledSplits, type LabelledCodes, type LabelledSplits } from "./labelled-codes.ts";
import { standardCodes } from "./standard-codes.ts";

/** DCI with a lasso per factor. */
export interface LassoDci extends ImportanceScores {
  /** |coefficient|, `[codes, factors]`. */
  readonly importance: Matrix;
  /** `[codes, factors]`, of standardised codes and factors. */
  readonly coefficients: Matrix;
  /** The root of the mean squared error in standard deviations of each factor, `[factors]`, ≥ 0: 0 is perfect, about 1 says nothing. */
  readonly errors: { readonly train: Float64Array; readonly test: Float64Array };
}

/**
 * DCI with a lasso per factor, as in the paper: importance is the absolute coefficient, informativeness an error.
 *
 * Factors are read as ordered numbers: it makes no sense for names of shapes. Codes and factors are standardised by the training
 * set's means and standard deviations (ddof 0), so that neither has a unit; a constant code gets 0. No interval:
 * give it over seeds (`seedInterval`).
 *
 * @param train `[n, codes]` and `[n, factors]`
 * @param test other samples
 * @param penalty > 0, 0.02 by default; from the largest correlation upwards nothing has importance
 * @throws {ShapeError} when shapes disagree
 * @throws {ConfigInvalidError} when the penalty is not positive
 * @throws {DatasetInvalidError} when n < 2, a value is not finite or a factor takes one value only
 * @see Eastwood and Williams 2018; InfoGAN-CR `gan/metric.py` (penalty 0.02)
 */
export function dciLasso({
  penalty = 0.02,
  ...splits
}: LabelledSplits & { readonly penalty?: number }): LassoDci {
  const { train, test } = checkLabelledSplits(splits, "dciLasso");
  const [x, held] = standardCodes(train, test) as readonly [Matrix, Matrix];
  const [y, truth] = standardCodes(
    numbersOf(splits.train, "dciLasso: train factors"),
    numbersOf(splits.test, "dciLasso: test factors"),
  ) as readonly [Matrix, Matrix];
  const model = lasso({ x, y, penalty });
  const importance = { data: model.weights.data.map(Math.abs), shape: model.weights.shape };
  return {
    ...importanceScores(importance),
    importance,
    coefficients: model.weights,
    errors: {
      train: rootMeanSquares(predictLinear(model, x), y),
      test: rootMeanSquares(predictLinear(model, held), truth),
    },
  };
}

function numbersOf({ factors: { data, shape } }: LabelledCodes, where: string) {
  return checkFeatures({ data: Float64Array.from(data, Number), shape }, { where });
}

function rootMeanSquares(prediction: Matrix, truth: Matrix): Float64Array {
  const [n = 0, count = 0] = truth.shape;
  const squares = new Float64Array(count);
  truth.data.forEach((value, i) => {
    squares[i % count]! += (value - (prediction.data[i] as number)) ** 2;
  });
  return squares.map((sum) => Math.sqrt(sum / n));
}
