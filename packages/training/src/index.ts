export { type AdaptiveAugmentOptions, adaptiveAugment } from "./augmentation/adaptive/adaptive-augment.ts";
export type { AdaptiveTransform } from "./augmentation/adaptive/adaptive-transform.ts";
export {
  type AdaptiveTransformName,
  adaptiveTransforms,
} from "./augmentation/adaptive/adaptive-transforms.ts";
export { type AugmentationConfig, augmentationSchema } from "./augmentation/augmentation-config.ts";
export { type DiffAugmentOptions, diffAugment } from "./augmentation/diff-augment.ts";
export { type PolicyName, policies } from "./augmentation/policies/policies.ts";
export type { Policy } from "./augmentation/policies/policy.ts";
export { updateAverage } from "./averaging/exponential-moving-average.ts";
export {
  type AdversarialAutoencoderConfig,
  adversarialAutoencoderConfigSchema,
} from "./config/adversarial-autoencoder-config.ts";
export { assertBatchFits } from "./config/assert-batch-fits.ts";
export {
  type AutoencoderConfig,
  autoencoderConfigSchema,
  type DecayConfig,
} from "./config/autoencoder-config.ts";
export {
  type BidirectionalGanConfig,
  bidirectionalGanConfigSchema,
} from "./config/bidirectional-gan-config.ts";
export { type ClassifierConfig, classifierConfigSchema } from "./config/classifier-config.ts";
export {
  type ConfigDifference,
  configDifferences,
  differenceWords,
} from "./config/config-differences.ts";
export { configJsonSchema } from "./config/config-json-schema.ts";
export { type ConfigLayer, type PartialConfig, parseAssignment } from "./config/config-layers.ts";
export type { CorruptionConfig } from "./config/corruption-config.ts";
export {
  type DomainAdversarialConfig,
  domainAdversarialConfigSchema,
} from "./config/domain-adversarial-config.ts";
export {
  type FactorVariationalAutoencoderConfig,
  factorVariationalAutoencoderConfigSchema,
} from "./config/factor-variational-autoencoder-config.ts";
export { fitAutoencoderModel, fitGanModels, fitModel } from "./config/fit-models.ts";
export {
  type BesideConfig,
  type GanConfig,
  ganConfigSchema,
  type InstanceNoiseConfig,
} from "./config/gan-config.ts";
export { recordedConfig } from "./config/recorded-config.ts";
export { type ResolvedConfig, resolveConfig } from "./config/resolve-config.ts";
export type { RunConfig } from "./config/run-config.ts";
export type { Schedule } from "./config/schedule.ts";
export type { SparsityConfig } from "./config/sparsity-config.ts";
export {
  type VariationalAutoencoderConfig,
  variationalAutoencoderConfigSchema,
} from "./config/variational-autoencoder-config.ts";
export {
  type VectorQuantizedAutoencoderRunConfig,
  vectorQuantizedAutoencoderConfigSchema,
} from "./config/vector-quantized-autoencoder-config.ts";
export type { Game, PlayerSpec, Showing } from "./engine/game.ts";
export { GameTrainee, type GameTraineeOptions } from "./engine/game-trainee.ts";
export type {
  Objective,
  RoundContext,
  StepFindings,
  Update,
  UpdateLoss,
} from "./engine/objective.ts";
export { openShardPool, type ShardPoolOptions } from "./engine/open-shard-pool.ts";
export { serveShards } from "./engine/serve-shards.ts";
export { type ShardRunner, shardsHere } from "./engine/shard-runner.ts";
export { noState, type StateBag } from "./engine/state-bag.ts";
export { type ClassifierAccuracy, classifierAccuracy } from "./evaluation/classifier-accuracy.ts";
export {
  type EvaluationMeasure,
  type EvaluationSettings,
  evaluationSettingsSchema,
  type StoppingSettings,
} from "./evaluation/evaluation-settings.ts";
export { Evaluator, type EvaluatorOptions } from "./evaluation/evaluator.ts";
export type { GameView, GanRegulariser, GanRegulariserTerm } from "./gan-regularisers/gan-regulariser.ts";
export {
  type GanRegulariserConfig,
  type GanRegulariserName,
  type GanRegulariserSettings,
  ganRegularisers,
} from "./gan-regularisers/gan-regularisers.ts";
export { HealthWatch } from "./health/health-watch.ts";
export type { Diagnosis, Monitor, Symptom } from "./health/monitor.ts";
export { monitors } from "./health/monitors.ts";
export { type Observation, observedParts, observedStatistics } from "./health/observation.ts";
export { type SampleSpread, sampleSpread } from "./health/sample-spread.ts";
export {
  type LatentRegulariserConfig,
  type LatentRegulariserKind,
  type LatentRegulariserSettings,
  latentRegularisers,
} from "./latent-regularisers/latent-regularisers.ts";
export type { Targets } from "./objectives/regression-objective.ts";
export type { AdadeltaConfig } from "./optimizers/adadelta.ts";
export type { AdagradConfig } from "./optimizers/adagrad.ts";
export { Adam, type AdamConfig, type AdamSettings } from "./optimizers/adam.ts";
export type { AdamaxConfig } from "./optimizers/adamax.ts";
export { type ClipSettings, clipGradients, gradientNorm } from "./optimizers/clip-gradients.ts";
export type { LionConfig } from "./optimizers/lion.ts";
export type { NadamConfig } from "./optimizers/nadam.ts";
export type { Optimizer, SavedOptimizer } from "./optimizers/optimizer.ts";
export type { OptimizerDefaults, OptimizerDefinition } from "./optimizers/optimizer-definition.ts";
export {
  type OptimizerConfig,
  type OptimizerName,
  type OptimizerSettings,
  openOptimizer,
  optimizerSchema,
  optimizers,
} from "./optimizers/optimizers.ts";
export type { ComingStep } from "./optimizers/prepared-optimizer.ts";
export {
  assertRateSchedule,
  endsWithRun,
  type RateSchedule,
  rateScale,
  rateScheduleSchema,
} from "./optimizers/rate-schedule.ts";
export type { RmspropConfig } from "./optimizers/rmsprop.ts";
export type { CosineSchedule } from "./optimizers/schedules/cosine.ts";
export type { CosineRestartsSchedule } from "./optimizers/schedules/cosine-restarts.ts";
export type { CyclicalSchedule } from "./optimizers/schedules/cyclical.ts";
export type { ExponentialSchedule } from "./optimizers/schedules/exponential.ts";
export type { LinearSchedule } from "./optimizers/schedules/linear.ts";
export type { LogisticSchedule } from "./optimizers/schedules/logistic.ts";
export type { MultiStepSchedule } from "./optimizers/schedules/multi-step.ts";
export type { OneCycleSchedule } from "./optimizers/schedules/one-cycle.ts";
export type { PolynomialSchedule } from "./optimizers/schedules/polynomial.ts";
export type { ScheduleKind, ScheduleSettings } from "./optimizers/schedules/schedules.ts";
export type { StepSchedule } from "./optimizers/schedules/step.ts";
export type { TriangularSchedule } from "./optimizers/schedules/triangular.ts";
export type { WarmupSettings } from "./optimizers/schedules/warm-up.ts";
export type { SgdConfig } from "./optimizers/sgd.ts";
export type { Preset } from "./presets/preset.ts";
export { findPreset, presets } from "./presets/presets.ts";
export {
  type FittedRun,
  fitRun,
  type NewRunRecordOptions,
  newRunRecord,
  type TrainedRunRecord,
} from "./runs/new-run.ts";
export { type RecordRunOptions, recordRun } from "./runs/record-run.ts";
export { trainedSubject } from "./runs/trained-subject.ts";
export { train, trainWith } from "./trainers/train.ts";
export { trainAutoencoder } from "./trainers/train-autoencoder.ts";
export { trainClassifier } from "./trainers/train-classifier.ts";
export { type GameToTrain, type TrainOptions, trainGame } from "./trainers/train-game.ts";
export { trainGan } from "./trainers/train-gan.ts";
export { type RegressorConfig, trainRegressor } from "./trainers/train-regressor.ts";
export type { Trainer } from "./trainers/trainer.ts";
export { findTrainer, trainers } from "./trainers/trainers.ts";
