import type { NdArray } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/** Moves parameters along their gradients, and remembers by their names what it needs to. */
export interface Optimizer {
  readonly stepCount: number;
  apply(
    parameters: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    rateScale?: number,
  ): void;
  save(): Promise<{ readonly step: number; readonly arrays: ReadonlyMap<string, NdArray> }>;
  restore(
    step: number,
    arrays: ReadonlyMap<string, NdArray>,
    parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>,
  ): void;
  dispose(): void;
}
