import type * as tf from "@tensorflow/tfjs";
import { type RawOperations, rawOperations } from "../tensorflow/raw-operations.ts";
import type { Gradient } from "./gradient.ts";
import { isDifferentiated } from "./is-differentiated.ts";

/**
 * The gradients of sum and mean by repeating what comes from above. Stock multiplies it with ones, which are made in
 * JavaScript and copied to the backend. Where the gradient is itself differentiated stock's formula stays.
 */
export const fastReductions: readonly Gradient[] = [
  fastReduction("Sum", () => 1),
  fastReduction("Mean", (reduced) => 1 / reduced),
];

/** Repeats a tensor along leading axes, by one operation of TensorFlow's. */
function broadcast(tensorflow: typeof tf, raw: RawOperations, dy: tf.Tensor, shape: number[]): tf.Tensor {
  const wanted = tensorflow.tensor1d(shape, "int32");
  const [repeated] = raw.run("BroadcastTo", [], [dy, wanted]) as [tf.Tensor];
  wanted.dispose();
  return repeated;
}

function fastReduction(kernelName: string, factor: (reduced: number) => number): Gradient {
  return {
    kernelName,
    create(tensorflow) {
      const stock = tensorflow.getGradient(kernelName);
      const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[], attributes: tf.NamedAttrMap) => {
        const [x] = saved as [tf.Tensor];
        if (isDifferentiated(tensorflow) || x.dtype !== "float32" || x.size === 0) {
          return stock.gradFunc(dy, saved, attributes);
        }
        const { axis } = attributes as { readonly axis: number | number[] };
        const axes = tensorflow.util.parseAxisParam(axis, x.shape);
        const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
        const repeats = x.shape.map((size, i) => (axes.includes(i) ? size : 1));
        const spread = () => {
          const scale = factor(tensorflow.util.sizeFromShape(repeats));
          const scaled = scale === 1 ? dy : tensorflow.mul(dy, scale);
          const raw = rawOperations(tensorflow);
          if (raw !== null && axes.every((axis, place) => axis === place)) {
            return broadcast(tensorflow, raw, scaled, x.shape);
          }
          const shaped = tensorflow.reshape(scaled, kept);
          return repeats.every((times) => times === 1) ? shaped : tensorflow.tile(shaped, repeats);
        };
        return { x: spread };
      };
      return { ...stock, gradFunc: gradFunc as unknown as tf.GradFunc };
    },
  };
}
