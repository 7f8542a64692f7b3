export type { AdversarialLoss, GeneratorScores, RealAndFakeScores } from "./adversarial/adversarial-loss.ts";
export { type AdversarialLossId, adversarialLosses } from "./adversarial/adversarial-losses.ts";
export { criticGeneratorLoss } from "./adversarial/critic-generator-loss.ts";
export { hinge } from "./adversarial/hinge.ts";
export { oneSidedSmoothing, smoothedGame, twoSidedSmoothing } from "./adversarial/label-smoothing.ts";
export { leastSquares, leastSquaresGame } from "./adversarial/least-squares.ts";
export { logisticDiscriminatorLoss } from "./adversarial/logistic-discriminator-loss.ts";
export { minimax } from "./adversarial/minimax.ts";
export { nonSaturating } from "./adversarial/non-saturating.ts";
export { relativistic } from "./adversarial/relativistic.ts";
export {
  relativisticAverage,
  relativisticAverageHinge,
  relativisticAverageLeastSquares,
} from "./adversarial/relativistic-average.ts";
export { wasserstein } from "./adversarial/wasserstein.ts";
export {
  auxiliaryDiscriminatorLoss,
  auxiliaryGeneratorLoss,
  type FakeClasses,
  type RealAndFakeClasses,
} from "./classification/auxiliary-classifier.ts";
export { logSumExp } from "./classification/log-sum-exp.ts";
export { softmaxCrossEntropy } from "./classification/softmax-cross-entropy.ts";
export { dragan } from "./penalties/dragan.ts";
export { fakeGradient } from "./penalties/fake-gradient.ts";
export { maximumGradient } from "./penalties/maximum-gradient.ts";
export { oneSidedGradient } from "./penalties/one-sided-gradient.ts";
export { type PenaltyId, penalties } from "./penalties/penalties.ts";
export type { Penalty, PenaltyInput } from "./penalties/penalty.ts";
export { realGradient } from "./penalties/real-gradient.ts";
export { unitGradient } from "./penalties/unit-gradient.ts";
export { zeroCentredGradient } from "./penalties/zero-centred-gradient.ts";
export { binaryCrossEntropy } from "./reconstruction/binary-cross-entropy.ts";
export { meanSquaredError } from "./reconstruction/mean-squared-error.ts";
