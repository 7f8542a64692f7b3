import * as tf from "@tensorflow/tfjs";
import type { Optimizer } from "./network.ts";

/** Takes the gradients of a loss and moves the variables; returns the loss. */
export function trainStep(
  optimizer: Optimizer,
  variables: readonly tf.Variable[],
  loss: () => tf.Tensor,
): tf.Tensor {
  return tf.tidy(() => {
    const { value, grads } = tf.variableGrads(loss as () => tf.Scalar, [...variables]);
    optimizer.apply(variables, grads);
    return value;
  });
}
