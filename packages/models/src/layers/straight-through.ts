import * as tf from "@tensorflow/tfjs";

/**
 * The value of `hard` with the gradient of `soft`, exactly: what a step function is trained by (Bengio, Léonard and Courville 2013).
 *
 * @param hard gets no gradient; the shape of `soft`
 */
export function straightThrough(hard: tf.Tensor, soft: tf.Tensor): tf.Tensor {
  const operation = tf.customGrad((value, through) => ({
    value: tf.clone(value as tf.Tensor),
    gradFunc: (dy: tf.Tensor) => [tf.zerosLike(dy), tf.reshape(dy, (through as tf.Tensor).shape)],
  }));
  return operation(hard, soft);
}
