import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";

/**
 * The straight-through estimator: the values of `forward`, with the gradient of `backward`, = backward + stop(forward − backward).
 *
 * @param forward what comes out, of any shape; no gradient reaches it
 * @param backward what the gradient goes to, as it comes; the same shape
 * @returns the same shape
 * @throws {ShapeError} when the two differ in shape
 * @see Bengio, Léonard, Courville 2013
 */
export function straightThrough({
  forward,
  backward,
}: {
  readonly forward: tf.Tensor;
  readonly backward: tf.Tensor;
}): tf.Tensor {
  assertSameShape(forward, backward, "straightThrough");
  const operation = tf.customGrad((values) => ({
    value: tf.clone(values as tf.Tensor),
    gradFunc: (gradient) => [tf.zerosLike(gradient), tf.clone(gradient)],
  }));
  return tf.tidy(() => operation(forward, backward));
}
