export { type Dataset, type DatasetCursor, datasetCursorSchema, type SplitOptions } from "./dataset.ts";
export {
  type DatasetSpec,
  datasetSpecSchema,
  type IdxFilesSpec,
  type ImageFolderSpec,
  idxFilesSpecSchema,
  imageFolderSpecSchema,
} from "./dataset-spec.ts";
export type { GaussianMixture } from "./mixtures/gaussian-mixture.ts";
export { gridMixture } from "./mixtures/grid-mixture.ts";
export { ringMixture } from "./mixtures/ring-mixture.ts";
export { normalisePixels, type PixelRange } from "./normalise-pixels.ts";
export { type OpenDatasetOptions, openDataset } from "./open-dataset.ts";
export { datasetSources, registerDataset } from "./registry.ts";
export type { ResizeFilter } from "./resize/resample-weights.ts";
export { type ResizeOptions, resize } from "./resize/resize.ts";
export type { DatasetSamples, DatasetSource } from "./samples/dataset-samples.ts";
export { type LabelledImages, labelledImages } from "./samples/labelled-images.ts";
export { type SplitPart, splitByHash, trainAndHeldOut } from "./samples/split-by-hash.ts";
export { type SplitRoles, splitRoles } from "./split-roles.ts";
