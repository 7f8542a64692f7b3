export { type Dataset, type DatasetCursor, datasetCursorSchema, type SplitOptions } from "./dataset.ts";
export {
  type DatasetSpec,
  datasetSpecSchema,
  type FilesSpec,
  type IdxFilesSpec,
  type ImageFileSpec,
  type ImageFolderSpec,
  idxFilesSpecSchema,
  imageFileSpecSchema,
  imageFolderSpecSchema,
  type TransformedSpec,
} from "./dataset-spec.ts";
export { type ContactSheet, contactSheet, enlarged } from "./describe/contact-sheet.ts";
export {
  type DatasetDescription,
  describeDataset,
  type SharedSamples,
  type SplitDescription,
} from "./describe/describe-dataset.ts";
export { type FetchFileOptions, fetchPieces, fileNameOf } from "./files/fetch-file.ts";
export {
  type OpenDatasetFilesOptions,
  openDatasetFiles,
  type PageFile,
} from "./files/open-dataset-files.ts";
export type { FileSettings } from "./files/read-file-options.ts";
export type { ReadDataOptions, UrlSpec } from "./files/url-file.ts";
export { digitsStrokes } from "./ground-truth/digits-strokes.ts";
export { factorValues } from "./ground-truth/factor-values.ts";
export type {
  CorrelatedPair,
  FactorValues,
  GroundTruthData,
  GroundTruthFactor,
  RenderedImages,
  SampledImages,
  SampleFactorsOptions,
} from "./ground-truth/ground-truth-data.ts";
export type { GroundTruthPlan } from "./ground-truth/ground-truth-source.ts";
export type { GroundTruthImageOptions } from "./ground-truth/image-options.ts";
export type { MissingCombination, ValueCondition } from "./ground-truth/missing-combinations.ts";
export { shapes } from "./ground-truth/shapes.ts";
export { sprites } from "./ground-truth/sprites.ts";
export type { GaussianMixture } from "./mixtures/gaussian-mixture.ts";
export { gridMixture } from "./mixtures/grid-mixture.ts";
export { ringMixture } from "./mixtures/ring-mixture.ts";
export { normalisePixels, type PixelRange } from "./normalise-pixels.ts";
export { type OpenDatasetOptions, openDataset } from "./open-dataset.ts";
export { parseDatasetSpec } from "./parse-dataset-spec.ts";
export {
  type DecodePicture,
  mostPixels,
  type PictureDecoder,
  type PictureFacts,
} from "./pictures/picture-decoder.ts";
export { type PictureFormat, pictureFormat } from "./pictures/picture-format.ts";
export { portableDecoder } from "./pictures/portable-decoder.ts";
export { proceduralSource } from "./procedural/procedural-source.ts";
export { type ProceduralSpec, proceduralSpecSchema } from "./procedural/procedural-spec.ts";
export { datasetSources, registerDataset } from "./registry.ts";
export { fitImage } from "./resize/fit-image.ts";
export type { ResizeFilter } from "./resize/resample-weights.ts";
export { type ResizeOptions, resize } from "./resize/resize.ts";
export { decodeLatentFile, type LatentFile } from "./sample-files/decode-latent-file.ts";
export { decodeSampleFile } from "./sample-files/decode-sample-file.ts";
export type { SampleMeaning } from "./sample-files/file-words.ts";
export { type ImportSamplesRunOptions, importSamplesRun } from "./sample-files/import-samples-run.ts";
export { sampleBatch } from "./sample-files/sample-batch.ts";
export type {
  NamedBytes,
  SampleFile,
  SampleFileOptions,
  SampleLayout,
  SampleRange,
} from "./sample-files/sample-file.ts";
export {
  type PictureFile,
  type PicturesOptions,
  samplesFromPictures,
} from "./sample-files/samples-from-pictures.ts";
export type {
  AnyDatasetSource,
  DatasetSamples,
  DatasetSource,
  StreamedSamples,
} from "./samples/dataset-samples.ts";
export { type LabelledImages, labelledImages } from "./samples/labelled-images.ts";
export type { SampleReader } from "./samples/sample-reader.ts";
export { type SplitPart, splitByHash, trainAndHeldOut } from "./samples/split-by-hash.ts";
export { type SplitRoles, splitRoles } from "./split-roles.ts";
export { transformedSource } from "./transforms/transformed-source.ts";
export { type TransformSpec, transformSpecSchema } from "./transforms/transforms.ts";
