import { type ClassifierDci, classifierDci } from "./classifier-dci.ts";
import type { DiscreteFactors } from "./discrete-factors.ts";
import { gradientBoosting } from "./gradient-boosting.ts";
import type { LabelledSplits } from "./labelled-codes.ts";

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
 * @param factorBins cuts continuous factors, which are refused without it; give it with the score
 * @throws {ShapeError} when shapes disagree
 * @throws {DatasetInvalidError} when n < 2, a value is not finite, a factor takes one value only, or is continuous without `factorBins`
 * @see Eastwood and Williams 2018; Locatello et al. 2019; disentanglement_lib `dci.py`
 */
export function dciGradientBoosting({
  rounds = 100,
  ...splits
}: LabelledSplits & DiscreteFactors & { readonly rounds?: number }): ClassifierDci {
  return classifierDci({
    ...splits,
    fit: ({ codes, labels, classes }) => gradientBoosting({ x: codes, labels, classes, rounds }),
  });
}
