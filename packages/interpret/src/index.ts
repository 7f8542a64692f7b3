export {
  type FitAutoencoderOptions,
  type FittedAutoencoder,
  fitAutoencoder,
} from "./autoencoders/fit-autoencoder.ts";
export { type ExplainOptions, explain } from "./explain.ts";
export { type CompressionOptions, compression } from "./lenses/compression/compression.ts";
export { type DistanceOptions, distance } from "./lenses/distance/distance.ts";
export { identifiability } from "./lenses/identifiability/identifiability.ts";
export type { IdentifiabilityOptions } from "./lenses/identifiability/identifiability-options.ts";
export { findLens, lenses } from "./lenses/lenses.ts";
export { type ReconstructionOptions, reconstruction } from "./lenses/reconstruction/reconstruction.ts";
export { meanJacobianGram } from "./sensitivity/mean-jacobian-gram.ts";
export { bothDomains, type Domain, generatedSet, type ImageSet, realSet } from "./sets/image-set.ts";
export { decodeCodes } from "./steps/decode-codes.ts";
export { encodeImages } from "./steps/encode-images.ts";
export { type OpenSubjectOptions, openSubject } from "./subject/open-subject.ts";
export { type SubjectFromModelOptions, subjectFromModel } from "./subject/subject-from-model.ts";
