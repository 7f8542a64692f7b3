export { adjustedRandIndex } from "./clustering/adjusted-rand-index.ts";
export { calinskiHarabaszIndex } from "./clustering/calinski-harabasz-index.ts";
export { type ClusteringAccuracy, clusteringAccuracy } from "./clustering/clustering-accuracy.ts";
export { daviesBouldinIndex } from "./clustering/davies-bouldin-index.ts";
export { type KMeans, type KMeansStart, kMeans } from "./clustering/k-means.ts";
export {
  type NormalisedMutualInformation,
  normalisedMutualInformation,
} from "./clustering/normalised-mutual-information.ts";
export { silhouette } from "./clustering/silhouette.ts";
export { type DictionaryMatching, dictionaryMatching } from "./dictionary/dictionary-matching.ts";
export { type FeatureStatistics, featureStatistics } from "./dictionary/feature-statistics.ts";
export { lossRecovered } from "./dictionary/loss-recovered.ts";
export { type Shrinkage, shrinkage } from "./dictionary/shrinkage.ts";
export { type Sparsity, sparsity } from "./dictionary/sparsity.ts";
export type { FixedFactorBatches } from "./disentanglement/batches.ts";
export {
  type BatchClassifier,
  type BetaVaeScore,
  betaVaeScore,
  type FixedFactorPairs,
} from "./disentanglement/beta-vae-score.ts";
export {
  type ClassifierDci,
  classifierDci,
  type ImportanceClassifier,
} from "./disentanglement/classifier-dci.ts";
export { dciGradientBoosting } from "./disentanglement/dci-gradient-boosting.ts";
export { dciLasso, type LassoDci } from "./disentanglement/dci-lasso.ts";
export { dciLogistic } from "./disentanglement/dci-logistic.ts";
export type { BinnedFactors, DiscreteFactors, FactorBins } from "./disentanglement/discrete-factors.ts";
export { discretiseCodes } from "./disentanglement/discretise-codes.ts";
export { type Explicitness, explicitness } from "./disentanglement/explicitness.ts";
export { type FactorVaeScore, factorVaeScore } from "./disentanglement/factor-vae-score.ts";
export { type GradientBoosting, gradientBoosting } from "./disentanglement/gradient-boosting.ts";
export { type ImportanceScores, importanceScores } from "./disentanglement/importance-scores.ts";
export type { InformationMatrix } from "./disentanglement/information-matrix.ts";
export {
  type InterventionalRobustness,
  interventionalRobustness,
} from "./disentanglement/interventional-robustness.ts";
export type { LabelledCodes, LabelledSplits } from "./disentanglement/labelled-codes.ts";
export type { Factors } from "./disentanglement/labels.ts";
export { type Modularity, modularity, modularityPerCode } from "./disentanglement/modularity.ts";
export {
  type MutualInformationGap,
  mutualInformationGap,
} from "./disentanglement/mutual-information-gap.ts";
export { type SeparatedAttribute, separatedAttribute } from "./disentanglement/separated-attribute.ts";
export { topTwoGap } from "./disentanglement/top-two-gap.ts";
export { type ClippedEstimates, clippedDensityCoverage } from "./distribution/clipped-density-coverage.ts";
export { floorOf, type TwoSampleMetric } from "./distribution/floor-of.ts";
export {
  type FrechetMoments,
  type FrechetTerms,
  frechetBiasAtUnitVariance,
  frechetDistance,
  frechetMoments,
  frechetTerms,
} from "./distribution/frechet-distance.ts";
export { type FrechetEstimate, frechetEstimate } from "./distribution/frechet-estimate.ts";
export { frechetFloor, simulatedFrechetFloor } from "./distribution/frechet-floor.ts";
export { frechetInfinity } from "./distribution/frechet-infinity.ts";
export { type InceptionScore, inceptionScore } from "./distribution/inception-score.ts";
export { interpolateLatents } from "./distribution/interpolate-latents.ts";
export {
  type KernelDistance,
  type KernelDistanceSubsets,
  kernelDistance,
  kernelDistanceSubsets,
  type PolynomialKernel,
} from "./distribution/kernel-distance.ts";
export {
  type MaximumMeanDiscrepancy,
  maximumMeanDiscrepancy,
  medianDistance,
} from "./distribution/maximum-mean-discrepancy.ts";
export { type MultiScaleSimilarity, multiScaleSimilarity } from "./distribution/multi-scale-similarity.ts";
export { pairSimilarity } from "./distribution/pair-similarity.ts";
export { type PerceptualPathLength, perceptualPathLength } from "./distribution/perceptual-path-length.ts";
export { type ManifoldEstimates, prdc } from "./distribution/prdc.ts";
export {
  randomDirections,
  type SlicedInput,
  type SlicedWasserstein,
  slicedWasserstein,
  wassersteinByDirection,
} from "./distribution/sliced-wasserstein.ts";
export {
  type SimilarityOptions,
  type SimilarityWindow,
  structuralSimilarity,
} from "./distribution/structural-similarity.ts";
export { type VendiScore, vendiEstimate, vendiScore } from "./distribution/vendi-score.ts";
export {
  type CanonicalDetermination,
  type CodesAndLatents,
  canonicalDetermination,
} from "./latent/canonical-determination.ts";
export { closedSobolIndex, freezeSubspace } from "./latent/closed-sobol-index.ts";
export { orthonormalRows, type PrincipalAngles, principalAngles } from "./latent/principal-angles.ts";
export { cholesky, choleskySolve } from "./linear/cholesky.ts";
export { columnMeans, covariance } from "./linear/covariance.ts";
export {
  type Determination,
  determinationCoefficient,
  determinationInterval,
} from "./linear/determination-coefficient.ts";
export { elasticNet } from "./linear/elastic-net.ts";
export type { Features, Matrix } from "./linear/features.ts";
export { hungarianAssignment } from "./linear/hungarian-assignment.ts";
export { lasso } from "./linear/lasso.ts";
export { type LinearSupportVectors, linearSupportVectors } from "./linear/linear-support-vectors.ts";
export {
  logisticClasses,
  logisticProbabilities,
  logisticRegression,
} from "./linear/logistic-regression.ts";
export type { MatMul } from "./linear/mat-mul.ts";
export { inverseSquareRoot, matrixSquareRoot } from "./linear/matrix-square-root.ts";
export { multiply, multiplyTransposed, transpose } from "./linear/multiply.ts";
export { type OrthogonalTriangular, orthogonalTriangular } from "./linear/orthogonal-triangular.ts";
export {
  type PrincipalComponents,
  principalComponents,
  project,
  reconstruct,
} from "./linear/principal-components.ts";
export {
  canonicalCorrelations,
  linearAlignment,
  type OrthogonalAlignment,
  orthogonalAlignment,
  type RepresentationPair,
  representationalSimilarity,
} from "./linear/representation-similarity.ts";
export { type LinearModel, predictLinear, ridgeRegression } from "./linear/ridge-regression.ts";
export { pseudoInverse, type SingularValues, singularValues } from "./linear/singular-values.ts";
export { type SymmetricEigen, symmetricEigen } from "./linear/symmetric-eigen.ts";
export { symmetricEigenvalues } from "./linear/symmetric-eigenvalues.ts";
export { type Whitening, whiten, whitening } from "./linear/whitening.ts";
export { type Comparison, compareMeasures } from "./measure/compare-measures.ts";
export type { Estimate } from "./measure/estimate.ts";
export { type ControlInput, type MeasureInput, measure } from "./measure/measure.ts";
export { type PlantedDefect, type PowerCurve, type PowerPoint, powerCurve } from "./measure/power-curve.ts";
export {
  type ClassHistogramDivergence,
  classHistogramDivergence,
} from "./modes/class-histogram-divergence.ts";
export { type ClassShareRatio, type ClassShareRatios, classShareRatios } from "./modes/class-share-ratios.ts";
export { type DistinctCount, distinctCount } from "./modes/distinct-count.ts";
export { type ModeCoverage, modeCoverage } from "./modes/mode-coverage.ts";
export { type RelativeAccuracy, relativeAccuracy } from "./modes/relative-accuracy.ts";
export { type StackedModes, stackedModes } from "./modes/stacked-modes.ts";
export { type DifferentBins, statisticallyDifferentBins } from "./modes/statistically-different-bins.ts";
export { type NearestNeighbours, nearestNeighbours } from "./neighbours/nearest-neighbours.ts";
export { type NeighbourVote, neighbourVote } from "./neighbours/neighbour-vote.ts";
export { type Authenticity, authenticity } from "./privacy/authenticity.ts";
export { type CopyTailTest, copyTailTest } from "./privacy/copy-tail-test.ts";
export { type CopyingCell, type DataCopying, dataCopying } from "./privacy/data-copying.ts";
export { featureLikelihoods } from "./privacy/feature-likelihood.ts";
export { gaussianMechanismDelta } from "./privacy/gaussian-mechanism-delta.ts";
export { type MembershipInference, membershipInference } from "./privacy/membership-inference.ts";
export { type NearestDistances, nearestDistances } from "./privacy/nearest-distances.ts";
export { nearestNeighbourAccuracy } from "./privacy/nearest-neighbour-accuracy.ts";
export { accountPrivacy, type PrivacyGuarantee, type PrivatePhase } from "./privacy/renyi-accountant.ts";
export { sampledGaussianDivergence } from "./privacy/sampled-gaussian-divergence.ts";
export { type ExplainedVariance, explainedVariance } from "./reconstruction/explained-variance.ts";
export { explainedVarianceOfBatches } from "./reconstruction/explained-variance-of-batches.ts";
export { derangement, type RandomPairRatio, randomPairRatio } from "./reconstruction/random-pair-ratio.ts";
export { type ReconstructionPair, squaredErrors } from "./reconstruction/squared-errors.ts";
export { averageRanks } from "./statistics/average-ranks.ts";
export {
  type BootstrapOptions,
  bootstrapInterval,
  bootstrapStatistics,
} from "./statistics/bootstrap-interval.ts";
export {
  type BootstrapSummary,
  biasCorrectedInterval,
  bootstrapSummary,
} from "./statistics/bootstrap-summary.ts";
export {
  brierScore,
  type ClassForecast,
  expectedCalibrationError,
  logLoss,
} from "./statistics/calibration.ts";
export { chiSquaredHomogeneity, type Homogeneity } from "./statistics/chi-squared-homogeneity.ts";
export { type ClassificationReport, classificationReport } from "./statistics/classification-report.ts";
export {
  kendallCorrelation,
  pearsonCorrelation,
  type RankCorrelation,
  spearmanCorrelation,
} from "./statistics/correlation.ts";
export {
  type AdjustedDifference,
  type CovariateGroup,
  covariateAdjustedDifference,
} from "./statistics/covariate-adjusted-difference.ts";
export { differenceOfShares } from "./statistics/difference-of-shares.ts";
export { discretiseByQuantiles } from "./statistics/discretise-by-quantiles.ts";
export { exactShareInterval } from "./statistics/exact-share-interval.ts";
export { type ExceedanceShare, exceedanceShare } from "./statistics/exceedance-share.ts";
export { fisherExact } from "./statistics/fisher-exact.ts";
export { groupedJackknife, type JackknifeResult } from "./statistics/grouped-jackknife.ts";
export { type Alternative, type MannWhitney, mannWhitney } from "./statistics/mann-whitney.ts";
export { meanInterval, seedInterval } from "./statistics/mean-interval.ts";
export { benjaminiHochbergAdjusted, holmAdjusted } from "./statistics/multiple-comparisons.ts";
export { type MutualInformation, mutualInformation } from "./statistics/mutual-information.ts";
export { logErfc, normalCumulative, normalQuantile } from "./statistics/normal-distribution.ts";
export { type PermutationTest, permutationTest } from "./statistics/permutation-test.ts";
export { quantileSorted } from "./statistics/quantile.ts";
export { ratioOfMeans } from "./statistics/ratio-of-means.ts";
export { type CountedShare, type RatioOfShares, ratioOfShares } from "./statistics/ratio-of-shares.ts";
export {
  averagePrecision,
  type RocCurve,
  rocAuc,
  rocCurve,
  type ScoredLabels,
} from "./statistics/roc-curve.ts";
export { shareInterval } from "./statistics/share-interval.ts";
export { type SignedRankTest, signedRankTest } from "./statistics/signed-rank-test.ts";
export { studentCumulative, studentQuantile } from "./statistics/student-t.ts";
export { kolmogorovSmirnov, type StudentTest, studentTest } from "./statistics/two-sample-tests.ts";
