import type { BackendName } from "@ganlens/backend";
import type { DatasetSpec } from "@ganlens/datasets";

/** What one process measures. */
export interface TrainingTask {
  readonly preset: string;
  readonly backend: BackendName;
  readonly threads: number;
  readonly steps: number;
  /** What is trained on instead of the data of the preset. */
  readonly data?: DatasetSpec;
}

/** What it found; times in milliseconds, of one step. */
export interface TrainingFigures {
  readonly imagesPerSecond: number;
  /** Median of a step with all that the loop does around it: events, lines of metrics. */
  readonly step: number;
  /** Median of the bare step. */
  readonly bare: number;
  /** The share of the time that was waited for data. */
  readonly waiting: number;
  /** Processor time. */
  readonly processor: number;
  /** Tensors at the end beyond those at the start. */
  readonly tensors: number;
  /** MiB at half of the steps and at the end. */
  readonly memory: readonly [half: number, end: number];
}
