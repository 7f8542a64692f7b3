import * as tf from "@tensorflow/tfjs";
import { inputGradients } from "./input-gradients.ts";

/** Under the root, so that its derivative is finite where the gradient is 0. */
const smallest = 1e-12;

/** ‖∇D(x)‖ of every sample, [batch]; it can be differentiated again. */
export function gradientLengths(discriminate: (x: tf.Tensor) => tf.Tensor, x: tf.Tensor): tf.Tensor1D {
  const squared = tf.sum<tf.Tensor1D>(tf.square(inputGradients(discriminate, x)), 1);
  return tf.sqrt(tf.add<tf.Tensor1D>(squared, smallest));
}
