import type { CheckpointContents, NdArray } from "@ganlens/core";

/** Something that can be trained one step at a time; the loop knows no more of it. */
export interface Trainee {
  /** Number of trainable weights of each network. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly batchSize: number;
  /** One update; the losses it had before the update. */
  step(): Promise<Readonly<Record<string, number>>>;
  /** What it makes at fixed inputs, to be looked at. */
  sample?(): Promise<NdArray>;
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
