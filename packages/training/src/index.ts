export { updateAverage } from "./averaging/exponential-moving-average.ts";
export { type AutoencoderConfig, autoencoderConfigSchema } from "./config/autoencoder-config.ts";
export { type ClassifierConfig, classifierConfigSchema } from "./config/classifier-config.ts";
export { type ConfigLayer, type PartialConfig, parseAssignment } from "./config/config-layers.ts";
export { fitAutoencoderModel, fitGanModels, fitModel } from "./config/fit-models.ts";
export { type BesideConfig, type GanConfig, ganConfigSchema } from "./config/gan-config.ts";
export { type ResolvedConfig, resolveConfig } from "./config/resolve-config.ts";
export type { RunConfig } from "./config/run-config.ts";
export type { Schedule } from "./config/schedule.ts";
export type { Game, PlayerSpec, Showing } from "./engine/game.ts";
export type {
  Objective,
  RoundContext,
  StepFindings,
  Update,
  UpdateLoss,
} from "./engine/objective.ts";
export { openShardPool, type ShardPoolOptions } from "./engine/open-shard-pool.ts";
export { serveShards } from "./engine/serve-shards.ts";
export type { ShardRunner } from "./engine/shard-runner.ts";
export { shardsHere } from "./engine/shard-runner.ts";
export { noState, type StateBag } from "./engine/state-bag.ts";
export {
  type EvaluationMeasure,
  type EvaluationSettings,
  evaluationSettingsSchema,
  type StoppingSettings,
} from "./evaluation/evaluation-settings.ts";
export { Evaluator, type EvaluatorOptions } from "./evaluation/evaluator.ts";
export { HealthWatch } from "./health/health-watch.ts";
export type { Diagnosis, Monitor, Symptom } from "./health/monitor.ts";
export { monitors } from "./health/monitors.ts";
export { type Observation, observedParts, observedStatistics } from "./health/observation.ts";
export { type SampleSpread, sampleSpread } from "./health/sample-spread.ts";
export type { Targets } from "./objectives/regression-objective.ts";
export { Adam, type AdamConfig } from "./optimizers/adam.ts";
export type { Preset } from "./presets/preset.ts";
export { findPreset, presets } from "./presets/presets.ts";
export { type RecordRunOptions, recordRun } from "./runs/record-run.ts";
export { trainedSubject } from "./runs/trained-subject.ts";
export { train } from "./trainers/train.ts";
export { trainAutoencoder } from "./trainers/train-autoencoder.ts";
export { trainClassifier } from "./trainers/train-classifier.ts";
export type { TrainOptions } from "./trainers/train-game.ts";
export { type GameToTrain, trainGame } from "./trainers/train-game.ts";
export { trainGan } from "./trainers/train-gan.ts";
export { type RegressorConfig, trainRegressor } from "./trainers/train-regressor.ts";
export type { Trainer } from "./trainers/trainer.ts";
export { findTrainer, trainers } from "./trainers/trainers.ts";
