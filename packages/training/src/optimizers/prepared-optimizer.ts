import type { NdArray } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertGradients } from "./assert-gradients.ts";
import type { Optimizer, SavedOptimizer } from "./optimizer.ts";

/** A step that is about to be taken. */
export interface ComingStep {
  readonly parameters: ReadonlyMap<string, tf.Variable>;
  readonly gradients: ReadonlyMap<string, tf.Tensor>;
  readonly rateScale: number;
}

/** Gives the gradients that the step will use, and may move parameters; it runs inside `tf.tidy`. */
export type PrepareStep = (step: ComingStep) => ReadonlyMap<string, tf.Tensor>;

/** An optimizer before whose steps something is done, such as clipping; it keeps nothing of its own. */
export class PreparedOptimizer implements Optimizer {
  readonly #inner: Optimizer;
  readonly #prepare: PrepareStep;

  constructor(inner: Optimizer, prepare: PrepareStep) {
    this.#inner = inner;
    this.#prepare = prepare;
  }

  get stepCount(): number {
    return this.#inner.stepCount;
  }

  apply(
    parameters: ReadonlyMap<string, tf.Variable>,
    gradients: ReadonlyMap<string, tf.Tensor>,
    rateScale = 1,
  ): void {
    assertGradients(parameters, gradients);
    tf.tidy(() => {
      this.#inner.apply(parameters, this.#prepare({ parameters, gradients, rateScale }), rateScale);
    });
  }

  save(): Promise<SavedOptimizer> {
    return this.#inner.save();
  }

  restore(
    step: number,
    arrays: ReadonlyMap<string, NdArray>,
    parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>,
  ): void {
    this.#inner.restore(step, arrays, parameters);
  }

  dispose(): void {
    this.#inner.dispose();
  }
}
