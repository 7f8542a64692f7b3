import type * as tf from "@tensorflow/tfjs";
import { type Gradient, gradient } from "./gradient.ts";

interface Pair {
  readonly kernelName: string;
  /** dy times the derivative with respect to each operand, in the shape of dy. */
  readonly parts: (
    tensorflow: typeof tf,
    dy: tf.Tensor,
    a: tf.Tensor,
    b: tf.Tensor,
  ) => { readonly a: () => tf.Tensor; readonly b: () => tf.Tensor };
}

const pairs: readonly Pair[] = [
  {
    kernelName: "Maximum",
    parts: (tensorflow, dy, a, b) => ({
      a: () => masked(tensorflow, dy, tensorflow.greaterEqual(a, b)),
      b: () => masked(tensorflow, dy, tensorflow.less(a, b)),
    }),
  },
  {
    kernelName: "Minimum",
    parts: (tensorflow, dy, a, b) => ({
      a: () => masked(tensorflow, dy, tensorflow.lessEqual(a, b)),
      b: () => masked(tensorflow, dy, tensorflow.greater(a, b)),
    }),
  },
  {
    kernelName: "SquaredDifference",
    parts: (tensorflow, dy, a, b) => ({
      a: () => tensorflow.mul(dy, tensorflow.mul(2, tensorflow.sub(a, b))),
      b: () => tensorflow.mul(dy, tensorflow.mul(2, tensorflow.sub(b, a))),
    }),
  },
];

function masked(tensorflow: typeof tf, dy: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tensorflow.mul(dy, tensorflow.cast(mask, "float32"));
}

/** Gradients of operations on two operands that may be broadcast; stock tfjs throws there. */
export const elementWisePairs: readonly Gradient[] = pairs.map(({ kernelName, parts }) =>
  gradient({
    kernelName,
    inputsToSave: ["a", "b"],
    formula: (tensorflow, dy, saved) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      const whole = parts(tensorflow, dy, a, b);
      return {
        a: () => sumToShape(tensorflow, whole.a(), a.shape),
        b: () => sumToShape(tensorflow, whole.b(), b.shape),
      };
    },
  }),
);

/** The sum over the axes along which a tensor of that shape was broadcast. */
function sumToShape(tensorflow: typeof tf, x: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tensorflow.broadcast_util.getReductionAxes(shape, x.shape);
  return axes.length === 0 ? x : tensorflow.reshape(tensorflow.sum(x, axes), shape);
}
