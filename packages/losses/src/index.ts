export type { AdversarialLoss, GeneratorScores, RealAndFakeScores } from "./adversarial/adversarial-loss.ts";
export { type AdversarialLossId, adversarialLosses } from "./adversarial/adversarial-losses.ts";
export {
  boundaryEquilibriumDiscriminatorLoss,
  boundaryEquilibriumGeneratorLoss,
  nextBoundaryEquilibrium,
  type RealAndFakeErrors,
} from "./adversarial/boundary-equilibrium.ts";
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
export { capsuleMargin } from "./capsules/capsule-margin.ts";
export {
  auxiliaryDiscriminatorLoss,
  auxiliaryGeneratorLoss,
  type FakeClasses,
  type RealAndFakeClasses,
} from "./classification/auxiliary-classifier.ts";
export { logSumExp } from "./classification/log-sum-exp.ts";
export { softmaxCrossEntropy } from "./classification/softmax-cross-entropy.ts";
export {
  bidirectionalDiscriminatorLoss,
  bidirectionalEncoderGeneratorLoss,
  type PairScores,
} from "./conditioning/bidirectional.ts";
export { featureMatching } from "./conditioning/feature-matching.ts";
export { categoricalCodeLoss, gaussianCodeLoss } from "./conditioning/mutual-information.ts";
export { projectionScores } from "./conditioning/projection.ts";
export { normalizedTemperatureCrossEntropy } from "./contrastive/normalized-temperature-cross-entropy.ts";
export { triplet } from "./contrastive/triplet.ts";
export { activeFeaturesLoss } from "./dictionary/active-features-loss.ts";
export { batchTopKActivations, nextThreshold } from "./dictionary/batch-top-k.ts";
export {
  type DeadFeaturesInput,
  deadFeaturesLoss,
  deadPreActivationLoss,
} from "./dictionary/dead-features.ts";
export { decoderNorms, normalizeDecoder, projectDecoderGradient } from "./dictionary/decoder-norms.ts";
export { gatedActivations, gateReconstruction } from "./dictionary/gated.ts";
export { geometricMedian } from "./dictionary/geometric-median.ts";
export { activeFeatures, type JumpReluInput, jumpRelu } from "./dictionary/jump-relu.ts";
export { nestedReconstruction } from "./dictionary/nested-reconstruction.ts";
export { topKActivations } from "./dictionary/top-k.ts";
export {
  type DictionaryActivations,
  saturatingSparsity,
  weightedAbsolute,
} from "./dictionary/weighted-sparsity.ts";
export { domainAdversarialLoss } from "./domain/domain-adversarial.ts";
export { gradientReversal } from "./domain/gradient-reversal.ts";
export { reversalStrength } from "./domain/reversal-strength.ts";
export {
  adversarialPriorDiscriminatorLoss,
  adversarialPriorEncoderLoss,
} from "./latent/adversarial-prior.ts";
export { betaDivergence } from "./latent/beta.ts";
export { capacityAt, capacityDivergence } from "./latent/capacity.ts";
export { contractive } from "./latent/contractive.ts";
export { contractiveEstimate } from "./latent/contractive-estimate.ts";
export {
  densityRatioDiscriminatorLoss,
  densityRatioTotalCorrelation,
  permuteDimensions,
} from "./latent/density-ratio.ts";
export { disentangledPrior } from "./latent/disentangled-prior.ts";
export { freeBits } from "./latent/free-bits.ts";
export { importanceWeightedBound } from "./latent/importance-weighted-bound.ts";
export type { AggregateEstimator } from "./latent/importance-weights.ts";
export { informationMaximizing } from "./latent/information-maximizing.ts";
export { klBetweenNormals } from "./latent/kl-between-normals.ts";
export { klBetweenCategoricals, klToUniform } from "./latent/kl-of-categories.ts";
export { klToStandardNormal } from "./latent/kl-to-standard-normal.ts";
export {
  type DiscrepancyInput,
  type DiscrepancyKernel,
  maximumMeanDiscrepancy,
} from "./latent/maximum-mean-discrepancy.ts";
export { type CodebookAverages, type MovedCodebook, moveCodebook } from "./latent/moving-codebook.ts";
export type { NormalPosterior } from "./latent/normal-posterior.ts";
export { reparameterize } from "./latent/reparameterize.ts";
export { sparseAbsolute, sparseDivergence } from "./latent/sparse-activations.ts";
export { straightThrough } from "./latent/straight-through.ts";
export {
  betaTotalCorrelation,
  type DecompositionInput,
  type DivergenceParts,
  decomposeDivergence,
} from "./latent/total-correlation.ts";
export {
  nearestEntries,
  type Quantization,
  type QuantizationInput,
  vectorQuantization,
} from "./latent/vector-quantization.ts";
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
export { binaryCrossEntropyOfProbabilities } from "./reconstruction/binary-cross-entropy-of-probabilities.ts";
export { charbonnier } from "./reconstruction/charbonnier.ts";
export { cosineDistance } from "./reconstruction/cosine-distance.ts";
export { type FeatureExtractor, featureDistance } from "./reconstruction/feature-distance.ts";
export { gaussianNegativeLogLikelihood } from "./reconstruction/gaussian-negative-log-likelihood.ts";
export { gramMatrix, styleDistance } from "./reconstruction/gram-matrix.ts";
export { huber } from "./reconstruction/huber.ts";
export { logCosh } from "./reconstruction/log-cosh.ts";
export { meanAbsoluteError } from "./reconstruction/mean-absolute-error.ts";
export { meanSquaredError } from "./reconstruction/mean-squared-error.ts";
export type { Reconstruction, Reduction } from "./reconstruction/reduction.ts";
export type { SimilarityWindow } from "./reconstruction/similarity-window.ts";
export { smoothL1 } from "./reconstruction/smooth-l1.ts";
export {
  type StructuralSimilarityOptions,
  structuralDissimilarity,
  structuralSimilarity,
} from "./reconstruction/structural-similarity.ts";
export { balancedConsistency } from "./regularisers/balanced-consistency.ts";
export { clipWeights } from "./regularisers/clip-weights.ts";
export { consistency } from "./regularisers/consistency.ts";
export {
  latentConsistencyOfDiscriminator,
  latentConsistencyOfGenerator,
} from "./regularisers/latent-consistency.ts";
export { lecam, nextScoreAverage } from "./regularisers/lecam.ts";
export { modeSeeking } from "./regularisers/mode-seeking.ts";
export { orthogonality } from "./regularisers/orthogonality.ts";
export { totalVariation } from "./regularisers/total-variation.ts";
