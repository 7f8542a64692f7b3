export { type LockedFolder, lockFolder } from "./lock-folder.ts";
export { openShardThreads } from "./open-shard-threads.ts";
export { openTrainingBackend, type TrainingBackend } from "./open-training-backend.ts";
export {
  type OpenTrainingDataOptions,
  openTrainingData,
  withAbsolutePaths,
  withTransform,
} from "./open-training-data.ts";
export type { PreparedRun } from "./prepared-run.ts";
export { type ResumeRunOptions, resumeRun } from "./resume-run.ts";
export { type StartRunOptions, startRun } from "./start-run.ts";
export { type TrainRunOptions, trainRun } from "./train-run.ts";
