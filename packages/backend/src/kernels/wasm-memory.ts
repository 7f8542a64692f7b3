import type * as tf from "@tensorflow/tfjs";

/** The parts of tfjs's wasm backend that our kernels use. */
export interface WasmMemory extends tf.KernelBackend {
  makeOutput(shape: readonly number[], dtype: "float32" | "int32"): tf.TensorInfo;
  /** A view of the wasm heap; any later allocation may grow the heap and detach it. */
  typedArrayFromHeap(info: tf.TensorInfo): Float32Array;
}

/** What tfjs hands to a kernel, narrowed to what ours read. */
export interface KernelArguments<I extends string, A> {
  readonly inputs: Readonly<Record<I, tf.Tensor>>;
  readonly attrs: A;
  readonly backend: WasmMemory;
}

/** A kernel of ours, given the stock one (when there is one) to fall back on. */
export interface WasmKernel {
  readonly name: string;
  create(tensorflow: typeof tf, stock: tf.KernelFunc | undefined): tf.KernelFunc;
}
