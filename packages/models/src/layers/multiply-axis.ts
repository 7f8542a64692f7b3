import * as tf from "@tensorflow/tfjs";

/**
 * A matrix times one axis of a tensor: [.., from, ..] with a matrix [to, from] → [.., to, ..].
 *
 * A linear map of positions as a matrix product: its gradient of any order is right on every backend.
 *
 * @param matrix row-major
 */
export function multiplyAxis(
  x: tf.Tensor,
  { axis, to, matrix }: { readonly axis: number; readonly to: number; readonly matrix: Float32Array },
): tf.Tensor {
  const from = x.shape[axis] as number;
  const outer = x.shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const inner = x.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const turned = tf.reshape(tf.transpose(tf.reshape(x, [outer, from, inner]), [0, 2, 1]), [-1, from]);
  const product = tf.matMul(turned as tf.Tensor2D, tf.tensor2d(matrix, [to, from]), false, true);
  const result = tf.transpose(tf.reshape(product, [outer, inner, to]), [0, 2, 1]);
  return tf.reshape(
    result,
    x.shape.map((side, i) => (i === axis ? to : side)),
  );
}
