import { ShapeError } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/** @throws {ShapeError} when a parameter has no gradient, or one of another shape, which tfjs would broadcast */
export function assertGradients(
  parameters: ReadonlyMap<string, Pick<tf.Variable, "shape">>,
  gradients: ReadonlyMap<string, Pick<tf.Tensor, "shape">>,
): void {
  for (const [name, { shape }] of parameters) {
    const gradient = gradients.get(name);
    if (gradient?.shape.join() === shape.join() && gradient.shape.length === shape.length) continue;
    throw new ShapeError({
      message: `Expected a gradient of shape [${shape}] for ${name}, received ${gradient === undefined ? "none" : `one of shape [${gradient.shape}]`}.`,
      hint: "Give one gradient for each parameter, by its name.",
    });
  }
}
