import type * as tf from "@tensorflow/tfjs";
import type { NativeKernels } from "../native/native-kernels.ts";
import type { LeadingAxes } from "./leading-axes.ts";

/** factor · Σ x over the leading axes by our own kernel; float64 over many rows, so no digits are lost. */
export function nativeSum(
  native: NativeKernels,
  x: tf.TensorInfo,
  { rows, columns, outShape }: LeadingAxes,
  factor: number,
): tf.TensorInfo {
  const output = native.output(outShape, "float32");
  const [from, to] = [native.pointer(x), native.pointer(output)];
  if (columns === 1) native.functions.totalSum(from, to, rows, factor);
  else native.functions.columnSums(from, 0, to, rows, columns, native.scratch(2 * columns), factor);
  return output;
}
