import type * as tf from "@tensorflow/tfjs";
import { nativeKernels } from "../native/native-kernels.ts";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/**
 * Transposes float32 tensors in blocks of 4 × 4 where the permutation swaps two neighbouring groups of axes at the end,
 * as that of every matrix, batch of matrices, and NHWC ↔ NCHW does; stock wasm moves single values.
 */
export const transpose: WasmKernel = {
  name: "Transpose",
  create(tensorflow, stock) {
    const native = nativeKernels(tensorflow);
    if (native === null) return stock as tf.KernelFunc;
    const kernel = (args: KernelArguments<"x", { readonly perm: readonly number[] }>) => {
      const { x } = args.inputs;
      const swap = swappedGroups(x.shape, args.attrs.perm);
      if (x.dtype !== "float32" || swap === null) {
        return (stock as tf.KernelFunc)(args as unknown as Parameters<tf.KernelFunc>[0]);
      }
      const output = native.output(
        args.attrs.perm.map((axis) => x.shape[axis] as number),
        "float32",
      );
      const { batch, rows, columns } = swap;
      native.functions.transposeMatrices(native.pointer(x), native.pointer(output), batch, rows, columns);
      return output;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};

/** The permutation as matrices to be transposed; null when it is another one, or moves nothing. */
function swappedGroups(shape: readonly number[], perm: readonly number[]) {
  let first = 0;
  while (first < perm.length && perm[first] === first) first++;
  const split = perm[first];
  if (split === undefined) return null;
  const rest = perm.length - first;
  const shift = split - first;
  for (let i = 0; i < rest; i++) if (perm[first + i] !== first + ((i + shift) % rest)) return null;
  const product = (from: number, to: number) => shape.slice(from, to).reduce((a, b) => a * b, 1);
  return { batch: product(0, first), rows: product(first, split), columns: product(split, shape.length) };
}
