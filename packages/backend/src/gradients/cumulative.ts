import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

interface Attributes {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

/** The gradient of a running sum: the running sum from the other end. Stock tfjs transposes it unless the axis is the last. */
const cumsum: Gradient = gradient<Attributes>({
  kernelName: "Cumsum",
  formula: (tensorflow, dy, _, { axis, exclusive, reverse }) => ({
    x: () => tensorflow.cumsum(dy, axis, exclusive, !reverse),
  }),
});

/**
 * The gradient of a running product, exact also where an element is zero.
 *
 * dxᵢ = Σₖ dyₖ · Π_{j ≤ k, j ≠ i} xⱼ: for each i the products are taken again with xᵢ replaced by one, which takes n² room
 * along an axis of n but no division.
 */
const cumprod: Gradient = gradient<Attributes>({
  kernelName: "Cumprod",
  inputsToSave: ["x"],
  formula: (tensorflow, dy, saved, { axis, exclusive, reverse }) => {
    const [x] = saved as [tf.Tensor];
    return {
      x: () => {
        const last = x.rank - 1;
        const place = axis < 0 ? axis + x.rank : axis;
        const swap = x.shape.map((_, i) => (i === place ? last : i === last ? place : i));
        const toRows = (value: tf.Tensor) => {
          const moved = tensorflow.transpose(value, swap);
          return reverse ? tensorflow.reverse(moved, last) : moved;
        };
        const moved = toRows(x);
        const n = moved.shape[last] as number;
        const rows = tensorflow.reshape(moved, [-1, 1, n]);
        const own = tensorflow.reshape(tensorflow.eye(n), [1, n, n]);
        const replaced = tensorflow.add(tensorflow.mul(rows, tensorflow.sub(1, own)), own);
        const products = tensorflow.cumprod(replaced, 2, exclusive);
        const reached = tensorflow.tensor(
          Float32Array.from({ length: n * n }, (_, at) => {
            const [i, k] = [Math.floor(at / n), at % n];
            return k > i || (k === i && !exclusive) ? 1 : 0;
          }),
          [1, n, n],
        );
        const weighted = tensorflow.mul(
          tensorflow.mul(products, reached),
          tensorflow.reshape(toRows(dy), [-1, 1, n]),
        );
        const result = tensorflow.reshape(tensorflow.sum(weighted, 2), moved.shape);
        return tensorflow.transpose(reverse ? tensorflow.reverse(result, last) : result, swap);
      },
    };
  },
});

/** Gradients of running sums and products. */
export const cumulativeGradients: readonly Gradient[] = [cumsum, cumprod];
