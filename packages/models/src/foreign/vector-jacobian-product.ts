import { RunUnsupportedError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { Runnable } from "./runnable.ts";

/**
 * How the outputs change with each input, weighted: the gradients Σᵢ vᵢᵀ · ∂outputᵢ/∂input of a model, by back-propagation.
 *
 * @param inputs one per port
 * @param vectors one per output, of its shape
 * @returns one tensor per input, of its shape, zero for inputs that are no float32; the caller disposes them or runs inside
 * `tf.tidy`
 * @throws {RunUnsupportedError} naming the operation that has no gradient
 */
export function vectorJacobianProduct(
  model: Runnable,
  inputs: readonly tf.Tensor[],
  vectors: readonly tf.Tensor[],
): tf.Tensor[] {
  const varying = inputs.map((_, i) => model.inputs[i]?.dtype === "float32");
  const weighted = (...given: tf.Tensor[]): tf.Scalar => {
    const floats = given.values();
    const all = inputs.map((input, i) => (varying[i] ? (floats.next().value as tf.Tensor) : input));
    const products = model.predict(all).map((output, i) => tf.sum(tf.mul(output, vectors[i] as tf.Tensor)));
    return tf.addN(products) as tf.Scalar;
  };
  try {
    return tf.tidy(() => {
      const gradients = tf
        .grads(weighted)(inputs.filter((_, i) => varying[i]))
        .values();
      return inputs.map((input, i) =>
        varying[i] ? (gradients.next().value as tf.Tensor) : tf.zerosLike(input),
      );
    });
  } catch (cause) {
    const kernel = /gradient function not found for (\w+)/i.exec(String(cause))?.[1];
    if (kernel === undefined) throw cause;
    throw new RunUnsupportedError({
      message: `Expected a model whose operations have gradients, but TensorFlow.js has none for ${kernel}.`,
      hint: "Take differences of outputs instead, or export the model without this operation.",
      cause,
    });
  }
}
