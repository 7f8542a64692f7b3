import type { Matrix } from "../linear/features.ts";
import { logisticClasses, logisticRegression } from "../linear/logistic-regression.ts";
import { type ClassifierDci, classifierDci } from "./classifier-dci.ts";
import type { DiscreteFactors } from "./discrete-factors.ts";
import { checkLabelledSplits, type LabelledSplits } from "./labelled-codes.ts";
import { standardCodes } from "./standard-codes.ts";

/**
 * DCI with a logistic regression per factor: importance is the mean over classes of |weight|.
 *
 * Codes are standardised by the training set's means and standard deviations (ddof 0), so that units do not matter; a
 * constant code gets 0. Cheaper than boosted trees by far, and blind to what is not linear. No interval: give it over
 * seeds (`seedInterval`).
 *
 * @param train `[n, codes]` and `[n, factors]`
 * @param test other samples; a value that training never had is a miss
 * @param strength C > 0, 1 by default; larger means less penalty
 * @param factorBins cuts continuous factors, which are refused without it; give it with the score
 * @throws {ShapeError} when shapes disagree
 * @throws {ConfigInvalidError} when the strength is not positive
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 * @see Eastwood and Williams 2018
 */
export function dciLogistic({
  train,
  test,
  strength = 1,
  ...options
}: LabelledSplits & DiscreteFactors & { readonly strength?: number }): ClassifierDci {
  const checked = checkLabelledSplits({ train, test }, "dciLogistic");
  const [codes, held] = standardCodes(checked.train, checked.test) as readonly [Matrix, Matrix];
  return classifierDci({
    ...options,
    train: { codes, factors: train.factors },
    test: { codes: held, factors: test.factors },
    fit: ({ codes: x, labels, classes }) => {
      const model = logisticRegression({ x, labels, classes, strength });
      const [width = 0, columns = 1] = model.weights.shape;
      const importance = new Float64Array(width);
      model.weights.data.forEach((weight, i) => {
        importance[Math.floor(i / columns)]! += Math.abs(weight) / columns;
      });
      return { importance, predict: (rows) => logisticClasses(model, rows) };
    },
  });
}
