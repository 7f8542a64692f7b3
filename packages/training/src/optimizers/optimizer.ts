import type { NdArray } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/** An optimizer's steps taken, and all that it keeps beside the parameters, as `<name>/<slot>` of the parameter's shape. */
export interface SavedOptimizer {
  readonly step: number;
  readonly arrays: ReadonlyMap<string, NdArray>;
}

/**
 * Moves named parameters by their gradients; what it keeps from step to step is keyed by the same names.
 *
 * Every update makes fresh tensors and assigns them. Saved, restored and gone on with, it gives the bytes of one that was
 * never stopped, on the same backend.
 */
export interface Optimizer {
  /** Number of steps taken. */
  readonly stepCount: number;
  /**
   * Moves every parameter one step against its gradient.
   *
   * @param parameters variables by name
   * @param gradients one for each parameter, by the same names and of the same shapes; they stay the caller's
   * @param rateScale what the learning rate is multiplied by in this step, for schedules; 1 unless told otherwise
   * @throws {ShapeError} when a gradient is missing or of another shape; then nothing was moved
   */
  apply(
    parameters: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    rateScale?: number,
  ): void;
  /** Number of steps taken and all that is kept. */
  save(): Promise<SavedOptimizer>;
  /**
   * Goes on from what {@link save} gave.
   *
   * @param parameters the variables that will be moved, by name
   * @throws {CheckpointCorruptError} when something is missing, of another shape, or there and not expected; then it stays as it was
   */
  restore(
    step: number,
    arrays: ReadonlyMap<string, NdArray>,
    parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>,
  ): void;
  /** Frees what is kept. */
  dispose(): void;
}
