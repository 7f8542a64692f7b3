import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import { isDifferentiated } from "./is-differentiated.ts";

/** Σ dy and Σ dy · (x − mean), each of the statistics' shape. */
export interface NormalizationSums {
  readonly change: tf.Tensor;
  readonly product: tf.Tensor;
}

/**
 * Both sums in one pass by our own kernel; null where it cannot run, where the statistics are not one value per channel, or
 * where the gradient is itself differentiated.
 */
export function normalizationSums(
  tensorflow: typeof tf,
  { x, dy, mean }: { readonly x: tf.Tensor; readonly dy: tf.Tensor; readonly mean: tf.Tensor },
): NormalizationSums | null {
  const columns = x.shape.at(-1) as number;
  const native = isDifferentiated(tensorflow) ? null : nativeKernels(tensorflow);
  const floats = x.dtype === "float32" && dy.dtype === "float32";
  if (native === null || !floats || mean.size !== columns || x.size === 0) return null;
  const [sums, products] = [native.output(mean.shape, "float32"), native.output(mean.shape, "float32")];
  const [from, change, centre, to, and] = [x, dy, mean, sums, products].map(native.pointer) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const totals = native.scratch(4 * columns);
  native.functions.normalizationSums(from, change, centre, to, and, x.size / columns, columns, totals);
  const engine = tensorflow.engine();
  return {
    change: engine.makeTensorFromTensorInfo(sums),
    product: engine.makeTensorFromTensorInfo(products),
  };
}
