export { updateAverage } from "./averaging/exponential-moving-average.ts";
export {
  type Checkpoint,
  checkpointPath,
  listCheckpoints,
  openCheckpoint,
  removeCheckpoint,
  writeCheckpoint,
} from "./checkpoints/checkpoint.ts";
export { type AutoencoderConfig, autoencoderConfigSchema } from "./config/autoencoder-config.ts";
export { type ClassifierConfig, classifierConfigSchema } from "./config/classifier-config.ts";
export { type ConfigLayer, type PartialConfig, parseAssignment } from "./config/config-layers.ts";
export { fitAutoencoder, fitGanModels, fitModel } from "./config/fit-models.ts";
export { type GanConfig, ganConfigSchema } from "./config/gan-config.ts";
export { type ResolvedConfig, resolveConfig } from "./config/resolve-config.ts";
export type { RunConfig } from "./config/run-config.ts";
export type { Schedule } from "./config/schedule.ts";
export { Adam, type AdamConfig } from "./optimizers/adam.ts";
export type { Preset } from "./presets/preset.ts";
export { findPreset, presets } from "./presets/presets.ts";
export { type RecordRunOptions, recordRun } from "./runs/record-run.ts";
export { type ImageGridPng, imageGrid } from "./runs/sample-grid.ts";
export { generate } from "./trainers/generate.ts";
export { fromModelRange, type PixelRange, toModelRange } from "./trainers/pixel-range.ts";
export { gridLatents, sampleLatents } from "./trainers/sample-latents.ts";
export type { TrainOptions } from "./trainers/train.ts";
export { trainAutoencoder } from "./trainers/train-autoencoder.ts";
export { trainClassifier } from "./trainers/train-classifier.ts";
export { trainGan } from "./trainers/train-gan.ts";
