import { GanlensError, RunUnsupportedError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { applyModel } from "../run/apply-model.ts";
import { disposeModel } from "../run/dispose-model.ts";
import { withinKernelCeiling } from "../run/kernel-ceiling.ts";
import type { ForeignModel, ModelPort } from "./foreign-model.ts";

/** A model to run, whatever kind it is. */
export interface Runnable {
  readonly inputs: readonly ModelPort[];
  readonly outputs: readonly ModelPort[];
  /**
   * One pass, not as in training; gradients can follow it.
   *
   * @param inputs one tensor per input port, in order
   * @returns one tensor per output port, in order; the caller disposes them or runs inside `tf.tidy`
   * @throws {ShapeError} when an input does not fit its port
   * @throws {RunUnsupportedError} when an operation fails, or would take absurd memory
   */
  predict(inputs: readonly tf.Tensor[]): tf.Tensor[];
  /** Gives the model's weights back; it cannot run any more. */
  dispose(): void;
}

/** A foreign model behind the one face that every kind of model has. */
export function runnable(foreign: ForeignModel): Runnable {
  const { inputs, outputs, location } = foreign;
  const run = (given: tf.Tensor[]): tf.Tensor[] => {
    if (foreign.kind === "layers") return [applyModel(foreign.model, given, { training: false })].flat();
    const named = Object.fromEntries(inputs.map(({ name }, i) => [name, given[i] as tf.Tensor]));
    return [foreign.model.execute(named, foreign.model.outputNodes)].flat();
  };
  return {
    inputs,
    outputs,
    predict(given) {
      assertFitting(given, inputs);
      try {
        return withinKernelCeiling(() =>
          tf.tidy(() => run(given.map((tensor, i) => tf.cast(tensor, (inputs[i] as ModelPort).dtype)))),
        );
      } catch (cause) {
        if (GanlensError.isInstance(cause)) throw cause;
        throw new RunUnsupportedError({
          message: `The model in ${location} failed on inputs ${given.map(({ shape }) => `[${shape.join(", ")}]`).join(", ")}: ${cause instanceof Error ? cause.message : String(cause)}`,
          hint: "Check it in the program that made it, or bring its samples.",
          cause,
        });
      }
    },
    dispose() {
      if (foreign.kind === "layers") disposeModel(foreign.model);
      else foreign.model.dispose();
    },
  };
}

function assertFitting(given: readonly tf.Tensor[], ports: readonly ModelPort[]): void {
  if (given.length !== ports.length) {
    throw new ShapeError({
      message: `Expected ${ports.length} inputs (${ports.map(({ name }) => name).join(", ")}), received ${given.length}.`,
    });
  }
  for (const [i, { name, shape }] of ports.entries()) {
    const received = (given[i] as tf.Tensor).shape;
    const fits =
      received.length === shape.length &&
      shape.every((side, axis) => side === null || side === received[axis]);
    if (fits) continue;
    throw new ShapeError({
      message: `Expected [${shape.map((side) => side ?? "any").join(", ")}] for input "${name}", received [${received.join(", ")}].`,
    });
  }
}
