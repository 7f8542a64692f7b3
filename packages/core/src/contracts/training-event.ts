import type { Evaluation } from "./evaluation.ts";
import type { HealthAlarm } from "./health-alarm.ts";
import type { NdArray } from "./nd-array.ts";

/** Training began (or went on, when `step` is not 0). */
export interface RunStartEvent {
  readonly type: "run-start";
  readonly step: number;
  readonly totalSteps: number;
  /** Number of trainable weights of each network. */
  readonly parameters: Readonly<Record<string, number>>;
}

/** A step is done; sent at every step, losses already read. */
export interface StepEndEvent {
  readonly type: "step-end";
  readonly step: number;
  readonly totalSteps: number;
  readonly losses: Readonly<Record<string, number>>;
  /** Named numbers to be watched that nothing minimises: error rates, norms of gradients, distances between samples. */
  readonly parts: Readonly<Record<string, number>>;
  /** Real images seen since the run began. */
  readonly images: number;
  readonly time: { readonly seconds: number; readonly imagesPerSecond: number };
}

/** Images at fixed latents, `[n, height, width, channels]` in [0, 1] (points: `[n, dimensions]`). */
export interface SampleReadyEvent {
  readonly type: "sample-ready";
  readonly step: number;
  readonly samples: NdArray;
}

/** Training looks ill; told once as long as it stays so. */
export interface HealthAlarmEvent extends HealthAlarm {
  readonly type: "health-alarm";
}

/** What was made at a step, held against real samples. */
export interface EvaluationReadyEvent extends Evaluation {
  readonly type: "evaluation-ready";
}

/** A checkpoint is complete on the store. */
export interface CheckpointSavedEvent {
  readonly type: "checkpoint-saved";
  readonly step: number;
  readonly path: string;
}

/** Training ended; `stopped` when a signal asked for it. */
export interface RunEndEvent {
  readonly type: "run-end";
  readonly step: number;
  readonly reason: "finished" | "stopped";
  /** Why it finished before its last step, in words. */
  readonly early?: string;
  readonly time: { readonly seconds: number };
}

export type TrainingEvent =
  | RunStartEvent
  | StepEndEvent
  | SampleReadyEvent
  | HealthAlarmEvent
  | EvaluationReadyEvent
  | CheckpointSavedEvent
  | RunEndEvent;
