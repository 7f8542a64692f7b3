import * as tf from "@tensorflow/tfjs";

/** Repeats every entry of one axis `times` times: by joining copies, whose gradient is a sum of slices. */
export function repeatAxis(x: tf.Tensor, axis: number, times: number): tf.Tensor {
  const outer = x.shape.slice(0, axis).reduce((a, b) => a * b, 1);
  const inner = x.shape.slice(axis + 1).reduce((a, b) => a * b, 1);
  const side = x.shape[axis] as number;
  const rows = tf.reshape(x, [outer * side, inner]);
  const copies = tf.concat(Array<tf.Tensor>(times).fill(rows), 1);
  return tf.reshape(
    copies,
    x.shape.map((old, i) => (i === axis ? side * times : old)),
  );
}
