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
  readonly time: { readonly seconds: number };
}

export type TrainingEvent =
  | RunStartEvent
  | StepEndEvent
  | SampleReadyEvent
  | CheckpointSavedEvent
  | RunEndEvent;
