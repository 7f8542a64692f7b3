import type * as tf from "@tensorflow/tfjs";
import type { KernelArguments, WasmKernel } from "./wasm-memory.ts";

/**
 * Sums of rows by segment, the gradient of gathering, which stock wasm lacks; rows of a negative segment are left out.
 */
export const unsortedSegmentSum: WasmKernel = {
  name: "UnsortedSegmentSum",
  create() {
    const kernel = ({
      inputs: { x, segmentIds },
      attrs: { numSegments },
      backend,
    }: KernelArguments<"x" | "segmentIds", { readonly numSegments: number }>) => {
      const rowShape = x.shape.slice(segmentIds.shape.length);
      const row = rowShape.reduce((product, length) => product * length, 1);
      const result = backend.makeOutput([numSegments, ...rowShape], x.dtype as "float32" | "int32");
      const sums = backend.typedArrayFromHeap(result).fill(0);
      if (row === 0) return result;
      const values = backend.typedArrayFromHeap(x);
      const segments = backend.typedArrayFromHeap(segmentIds);
      for (let i = 0, from = 0; from < values.length; i++, from += row) {
        const segment = segments[i] as number;
        if (segment < 0) continue;
        for (let j = 0, to = segment * row; j < row; j++, to++) {
          sums[to] = (sums[to] as number) + (values[from + j] as number);
        }
      }
      return result;
    };
    return kernel as unknown as tf.KernelFunc;
  },
};
