export { type FoundEvidence, findEvidence, type Repetition, repeatAnswer } from "./answers/repeat-answer.ts";
export { type FitAutoencoderOptions, fitAutoencoder } from "./autoencoders/fit-autoencoder.ts";
export { type FitNetworkOptions, fitNetwork } from "./autoencoders/fit-network.ts";
export type { FittedNetwork } from "./autoencoders/fit-stored.ts";
export type { NetworkTargets } from "./autoencoders/network-request.ts";
export {
  compareResults,
  type SharedMeasure,
  type SharedResults,
  type SharedVerdict,
} from "./comparison/compare-results.ts";
export {
  type ComparedMeasure,
  type CompareSubjectsOptions,
  type ComparisonProgress,
  compareSubjects,
  type SubjectComparison,
} from "./comparison/compare-subjects.ts";
export type { FrechetDifference } from "./comparison/frechet-difference.ts";
export { type ExplainOptions, explain, type SubjectNote } from "./explain.ts";
export type { Fault, FaultInput } from "./faults/fault.ts";
export { faults, findFault } from "./faults/faults.ts";
export { autoencoderCodeSpace } from "./features/autoencoder-code-space.ts";
export { digitClassifierSpace } from "./features/digit-classifier-space.ts";
export {
  blockDistances,
  type FeatureDistances,
  featureDistances,
  spaceDistance,
} from "./features/feature-distances.ts";
export type { FeatureSpace, FeatureSpaceKind } from "./features/feature-space.ts";
export { pixelComponentsSpace } from "./features/pixel-components-space.ts";
export { waveletPacketSpace } from "./features/wavelet-packet-space.ts";
export { type LatentPathOptions, latentPath } from "./latents/latent-path.ts";
export { type CompressionOptions, compression } from "./lenses/compression/compression.ts";
export { type CompressionGap, compressionGap } from "./lenses/compression/gap.ts";
export { type HeldOutVariance, heldOutVariance } from "./lenses/compression/held-out-variance.ts";
export { type CoverageOptions, coverage } from "./lenses/coverage/coverage.ts";
export { type DistanceOptions, distance } from "./lenses/distance/distance.ts";
export { identifiability } from "./lenses/identifiability/identifiability.ts";
export type { IdentifiabilityOptions } from "./lenses/identifiability/identifiability-options.ts";
export { findLens, lenses, lensRegistry, type RegisteredLens } from "./lenses/lenses.ts";
export { type MemorisationOptions, memorisation } from "./lenses/memorisation/memorisation.ts";
export { type ReconstructionOptions, reconstruction } from "./lenses/reconstruction/reconstruction.ts";
export { type TellOptions, tell } from "./lenses/tell/tell.ts";
export { type UsefulnessOptions, usefulness } from "./lenses/usefulness/usefulness.ts";
export {
  type ProjectImagesOptions,
  type Projection,
  type ProjectionProgress,
  projectImages,
} from "./projection/project-images.ts";
export { arraySampleSet } from "./real/array-sample-set.ts";
export { datasetSampleSet } from "./real/dataset-sample-set.ts";
export type { GivenData } from "./real/given-data.ts";
export { type RealDataOptions, realData } from "./real/real-data.ts";
export { withWrongLabels } from "./recognition/wrong-labels.ts";
export {
  type JacobianGrams,
  type JacobianGramsOptions,
  jacobianGrams,
} from "./sensitivity/jacobian-grams.ts";
export { meanJacobianGram } from "./sensitivity/mean-jacobian-gram.ts";
export { bothDomains, type Domain } from "./sets/domains.ts";
export { drawSet, realSet } from "./sets/draw-set.ts";
export { type DrawRequest, generatedSamples } from "./sets/generated-set.ts";
export { type ImageSet, loadSet } from "./sets/image-set.ts";
export { decodeCodes } from "./steps/decode-codes.ts";
export { encodeImages } from "./steps/encode-images.ts";
export { checkSubject } from "./subject/check-subject.ts";
export { type DefineSubjectOptions, defineSubject } from "./subject/define-subject.ts";
export { openSubject, type SubjectSource } from "./subject/open-subject.ts";
export { type RunSubjectOptions, runSubject } from "./subject/run-subject.ts";
export { type SamplesSubjectOptions, samplesSubject } from "./subject/samples-subject.ts";
export {
  type SubjectFromImportedOptions,
  subjectFromImported,
} from "./subject/subject-from-imported.ts";
export { type SubjectFromModelOptions, subjectFromModel } from "./subject/subject-from-model.ts";
export { type LensWorkers, type LensWorkersOptions, openLensWorkers } from "./threads/open-lens-workers.ts";
export { type LensSurroundings, serveLenses } from "./threads/serve-lenses.ts";
