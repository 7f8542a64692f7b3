import type { CheckpointContents, NdArray, Random } from "@ganlens/core";

/** What one step told. */
export interface StepReport {
  /** What was minimised, before the update. */
  readonly losses: Readonly<Record<string, number>>;
  /** Numbers to be watched. */
  readonly parts: Readonly<Record<string, number>>;
  /** Arrays to be watched, means over the batch. */
  readonly statistics: Readonly<Record<string, Float32Array>>;
  /** The norm of each network's gradient, where it was asked for. */
  readonly gradientNorms: Readonly<Record<string, number>>;
}

/** Something that can be trained one step at a time; the loop knows no more of it. */
export interface Trainee {
  /** Number of trainable weights of each network. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly batchSize: number;
  /** One update; what it told before the update. */
  step(options: { readonly gradientNorms: boolean }): Promise<StepReport>;
  /** What it makes at fixed inputs, to be looked at. */
  sample?(): Promise<NdArray>;
  /** So many samples as it makes them, to be measured. */
  generate?(options: { readonly count: number; readonly random: Random }): Promise<NdArray>;
  /**
   * What a checkpoint holds: with `resumable` all that {@link restore} needs, else only what a reader looks at.
   *
   * @throws {TrainingDivergedError} when a weight is not finite
   */
  save(options: { readonly resumable: boolean }): Promise<CheckpointContents>;
  /** Goes on exactly where a resumable checkpoint was saved. */
  restore(read: (path: string) => Promise<Uint8Array>): Promise<void>;
  /** Frees what only training needs; the networks too, unless whoever asked is to have them. */
  dispose(options: { readonly keepModels: boolean }): void;
}
