import type * as tf from "@tensorflow/tfjs";

/** Puts `factor − 1` zeros between neighbours along an axis. */
export function spread(tensorflow: typeof tf, x: tf.Tensor, axis: number, factor: number): tf.Tensor {
  if (factor === 1) return x;
  const { outer, length, inner } = around(x.shape, axis);
  const padded = tensorflow.pad(tensorflow.reshape(x, [outer * length, 1, inner]), [
    [0, 0],
    [0, factor - 1],
    [0, 0],
  ]);
  const spreadLength = (length - 1) * factor + 1;
  const rows = tensorflow.reshape(padded, [outer, length * factor, inner]);
  const cut = tensorflow.slice(rows, [0, 0, 0], [outer, spreadLength, inner]);
  return tensorflow.reshape(cut, replaced(x.shape, axis, spreadLength));
}

/** Takes every `factor`-th element along an axis, the first included: what {@link spread} undoes. */
export function everyNth(tensorflow: typeof tf, x: tf.Tensor, axis: number, factor: number): tf.Tensor {
  if (factor === 1) return x;
  const { outer, length, inner } = around(x.shape, axis);
  const count = Math.ceil(length / factor);
  const padded = tensorflow.pad(tensorflow.reshape(x, [outer, length, inner]), [
    [0, 0],
    [0, count * factor - length],
    [0, 0],
  ]);
  const groups = tensorflow.reshape(padded, [outer * count, factor, inner]);
  const first = tensorflow.slice(groups, [0, 0, 0], [outer * count, 1, inner]);
  return tensorflow.reshape(first, replaced(x.shape, axis, count));
}

function around(
  shape: readonly number[],
  axis: number,
): { readonly outer: number; readonly length: number; readonly inner: number } {
  const product = (lengths: readonly number[]) => lengths.reduce((result, length) => result * length, 1);
  return {
    outer: product(shape.slice(0, axis)),
    length: shape[axis] as number,
    inner: product(shape.slice(axis + 1)),
  };
}

function replaced(shape: readonly number[], axis: number, length: number): number[] {
  return shape.map((other, i) => (i === axis ? length : other));
}
