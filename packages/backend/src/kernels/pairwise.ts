import type * as tf from "@tensorflow/tfjs";
import type { NativeFunctions, Pairwise } from "../native/native-functions.ts";
import { nativeKernels } from "../native/native-kernels.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

type PairwiseName = {
  [K in keyof NativeFunctions]: NativeFunctions[K] extends Pairwise ? K : never;
}[keyof NativeFunctions];

/**
 * Comparisons and extremes of float32 tensors of one shape, or of a tensor and one value, in vectors; stock wasm takes
 * some ten (comparisons) or ninety (extremes) times as long. Other broadcasts stay with stock.
 */
export const pairwiseKernels: readonly WasmKernel[] = [
  pairwise("Greater", "bool", "greater", "less"),
  pairwise("GreaterEqual", "bool", "greaterEqual", "lessEqual"),
  pairwise("Less", "bool", "less", "greater"),
  pairwise("LessEqual", "bool", "lessEqual", "greaterEqual"),
  pairwise("Equal", "bool", "equal", "equal"),
  pairwise("NotEqual", "bool", "notEqual", "notEqual"),
  pairwise("Maximum", "float32", "maxima", "maxima"),
  pairwise("Minimum", "float32", "minima", "minima"),
];

/** @param swapped the function that gives the same with its operands the other way round */
function pairwise(
  name: string,
  dtype: "bool" | "float32",
  functionName: PairwiseName,
  swapped: PairwiseName,
): WasmKernel {
  return {
    name,
    create(tensorflow, stock) {
      const native = nativeKernels(tensorflow);
      if (native === null) return stock as tf.KernelFunc;
      const size = tensorflow.util.sizeFromShape;
      const kernel = (args: KernelArguments<"a" | "b", object>) => {
        const { a, b } = args.inputs;
        const [sizeA, sizeB] = [size(a.shape), size(b.shape)];
        const same = tensorflow.util.arraysEqual(a.shape, b.shape);
        const possible = sizeA > 0 && sizeB > 0 && (same || sizeA === 1 || sizeB === 1);
        if (a.dtype !== "float32" || b.dtype !== "float32" || !possible) {
          return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
        }
        const shape = tensorflow.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
        const output = native.output(shape, dtype);
        const [left, right, compute] =
          same || sizeB === 1 ? [a, b, functionName] : ([b, a, swapped] as const);
        const pairs = same && sizeB > 1 ? 1 : 0;
        (native.functions[compute] as Pairwise)(
          native.pointer(left),
          native.pointer(right),
          pairs,
          native.pointer(output),
          size(shape),
        );
        return output;
      };
      return kernel as unknown as tf.KernelFunc;
    },
  };
}
