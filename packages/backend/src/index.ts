export {
  type CheckOperationsOptions,
  checkOperations,
  type OperationCheck,
} from "./checks/check-operations.ts";
export {
  type CaseInput,
  caseInput,
  type DerivativeOrder,
  type OperationCase,
} from "./checks/operation-case.ts";
export type { ReferenceArray } from "./checks/reference/reference-array.ts";
export { type BackendName, backendNames } from "./choose/backend-name.ts";
export { checkOneTfjs } from "./choose/check-one-tfjs.ts";
export type { MachineDescription } from "./choose/node-side.ts";
export { gradientsInstalled, installGradients } from "./gradients/install-gradients.ts";
export { type InspectBackendOptions, inspectBackend } from "./inspect/inspect-backend.ts";
export type {
  BackendStatus,
  Finding,
  Inspection,
  OperationRow,
  OperationTable,
  StepTime,
} from "./inspect/inspection.ts";
export { inspectionText } from "./inspect/inspection-text.ts";
export { installKernels, type Restore } from "./kernels/install-kernels.ts";
export { backendFailure, lostWorkerError } from "./memory/backend-failure.ts";
export {
  defaultMemoryBudget,
  type LimitMemoryOptions,
  limitMemory,
  type MemoryUse,
} from "./memory/limit-memory.ts";
export { watchDevice } from "./memory/watch-device.ts";
export {
  type OpenBackendOptions,
  type OpenedBackend,
  openBackend,
  type TriedBackend,
} from "./open-backend.ts";
export type { AdamMoments, AdamSlots, AdamStep } from "./optimizers/adam-slots.ts";
export { type AdamUpdate, type AdamUpdated, adamUpdate } from "./optimizers/adam-update.ts";
export { openAdamSlots } from "./optimizers/open-adam-slots.ts";
export { combineGradients, type PartialGradients } from "./workers/combine-gradients.ts";
export { openWorkerPool, type WorkerPool, type WorkerPoolOptions } from "./workers/open-worker-pool.ts";
export { moved, serveTasks, type Tasks } from "./workers/serve-tasks.ts";
export { type BatchPart, splitBatch } from "./workers/split-batch.ts";
