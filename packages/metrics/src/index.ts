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
export {
  type CanonicalDetermination,
  type CodesAndLatents,
  canonicalDetermination,
} from "./latent/canonical-determination.ts";
export { type PrincipalAngles, principalAngles } from "./latent/principal-angles.ts";
export { cholesky, choleskySolve } from "./linear/cholesky.ts";
export { columnMeans, covariance } from "./linear/covariance.ts";
export {
  type Determination,
  determinationCoefficient,
  determinationInterval,
} from "./linear/determination-coefficient.ts";
export type { Features, Matrix } from "./linear/features.ts";
export { inverseSquareRoot, matrixSquareRoot } from "./linear/matrix-square-root.ts";
export { multiply, multiplyTransposed, transpose } from "./linear/multiply.ts";
export {
  type PrincipalComponents,
  principalComponents,
  project,
  reconstruct,
} from "./linear/principal-components.ts";
export { type LinearModel, predictLinear, ridgeRegression } from "./linear/ridge-regression.ts";
export { type SymmetricEigen, symmetricEigen } from "./linear/symmetric-eigen.ts";
export { symmetricEigenvalues } from "./linear/symmetric-eigenvalues.ts";
export { type Comparison, compareMeasures } from "./measure/compare-measures.ts";
export type { Estimate } from "./measure/estimate.ts";
export { type ControlInput, type MeasureInput, measure } from "./measure/measure.ts";
export { type ExplainedVariance, explainedVariance } from "./reconstruction/explained-variance.ts";
export { derangement, type RandomPairRatio, randomPairRatio } from "./reconstruction/random-pair-ratio.ts";
export { type ReconstructionPair, squaredErrors } from "./reconstruction/squared-errors.ts";
export {
  type BootstrapOptions,
  bootstrapInterval,
  bootstrapStatistics,
} from "./statistics/bootstrap-interval.ts";
export {
  type AdjustedDifference,
  type CovariateGroup,
  covariateAdjustedDifference,
} from "./statistics/covariate-adjusted-difference.ts";
export { groupedJackknife, type JackknifeResult } from "./statistics/grouped-jackknife.ts";
export { meanInterval, seedInterval } from "./statistics/mean-interval.ts";
export { quantileSorted } from "./statistics/quantile.ts";
export { ratioOfMeans } from "./statistics/ratio-of-means.ts";
export { studentCumulative, studentQuantile } from "./statistics/student-t.ts";
