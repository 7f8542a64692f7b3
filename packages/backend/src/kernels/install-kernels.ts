import type * as tf from "@tensorflow/tfjs";
import { batchNormalization } from "../tensorflow/batch-normalization.ts";
import { matrixKernels } from "../tensorflow/matrix-kernels.ts";
import { reshape } from "../tensorflow/share-data.ts";
import { batchMatMul } from "./batch-mat-mul.ts";
import { cast } from "./cast.ts";
import { conv2d, fusedConv2d } from "./conv2d.ts";
import { conv2dBackpropFilter } from "./conv2d-backprop-filter.ts";
import { conv2dBackpropInput } from "./conv2d-backprop-input.ts";
import { conv3dBackprop } from "./conv3d-backprop.ts";
import { cropAndResize } from "./crop-and-resize.ts";
import { cumulative } from "./cumulative.ts";
import { depthwiseConv2dBackprop } from "./depthwise-conv2d-backprop.ts";
import { dilation2dKernels } from "./dilation2d.ts";
import { einsum } from "./einsum.ts";
import { elementwiseKernels } from "./elementwise.ts";
import { fusedBatchNorm } from "./fused-batch-norm.ts";
import { fusedMatMul } from "./fused-mat-mul.ts";
import { identity } from "./identity.ts";
import { maxPoolKernels } from "./max-pool.ts";
import { maxPoolWithArgmax } from "./max-pool-with-argmax.ts";
import { mean } from "./mean.ts";
import { numericPadding } from "./numeric-padding.ts";
import { pairwiseKernels } from "./pairwise.ts";
import { samePadding } from "./same-padding.ts";
import { select } from "./select.ts";
import { stridedSlice } from "./strided-slice.ts";
import { sum } from "./sum.ts";
import { tile } from "./tile.ts";
import { transform } from "./transform.ts";
import { transpose } from "./transpose.ts";
import { unsortedSegmentSum } from "./unsorted-segment-sum.ts";
import type { WasmKernel } from "./wasm-memory.ts";

const wasmKernels: readonly WasmKernel[] = [
  // First: what replaces a convolution falls back on these.
  ...samePadding,
  batchMatMul,
  cast,
  conv2d,
  conv2dBackpropFilter,
  conv2dBackpropInput,
  ...conv3dBackprop,
  ...depthwiseConv2dBackprop,
  ...dilation2dKernels,
  einsum,
  ...elementwiseKernels,
  fusedBatchNorm,
  fusedConv2d,
  fusedMatMul,
  identity,
  ...maxPoolKernels,
  mean,
  ...pairwiseKernels,
  select,
  stridedSlice,
  sum,
  tile,
  transpose,
  unsortedSegmentSum,
];

/** The kernels of each backend, by the name under which tfjs registers it (`tensorflow` is tfjs-node). */
const kernelsOf: Readonly<Record<string, readonly WasmKernel[]>> = {
  wasm: wasmKernels,
  "wasm-relaxed": wasmKernels,
  cpu: [stridedSlice, transform],
  tensorflow: [
    maxPoolWithArgmax,
    ...numericPadding,
    transform,
    reshape,
    cast,
    ...matrixKernels,
    ...batchNormalization,
  ],
  webgl: [cropAndResize, stridedSlice],
  webgpu: [...cumulative, stridedSlice],
};

/** Undoes an installation; calling it twice does nothing. */
export type Restore = () => void;

/** By backend and the name under which it runs: plain and relaxed wasm are one backend under two names. */
const installed = new WeakMap<object, Map<string, Restore>>();
/** What each kernel of ours stands in for; null where there was none. */
const replaced = new WeakMap<tf.KernelFunc, tf.KernelConfig | null>();

/**
 * Adds the kernels that the current backend lacks (most of them on wasm) and replaces those that are wrong or slow, on the
 * caller's own tfjs.
 *
 * Idempotent: a second call on the same backend changes nothing and returns the same {@link Restore}. Other backends
 * are left as they are.
 *
 * @param tensorflow the caller's tfjs, with its backend chosen
 * @returns a function that puts the stock kernels back
 */
export function installKernels(tensorflow: typeof tf): Restore {
  const name = tensorflow.getBackend();
  const kernels = kernelsOf[name];
  if (kernels === undefined) return () => {};
  const backend = tensorflow.backend();
  const byName = installed.get(backend) ?? new Map<string, Restore>();
  installed.set(backend, byName);
  const before = byName.get(name);
  if (before !== undefined) return before;
  const undo = kernels.map((kernel) => replaceKernel(tensorflow, name, kernel));
  const restore: Restore = () => {
    if (!byName.delete(name)) return;
    // Backwards, because a kernel may have been replaced twice.
    for (const step of undo.reverse()) step();
  };
  byName.set(name, restore);
  return restore;
}

/** The kernel that tfjs itself has for a backend, also while one of ours stands in its place; null where it has none. */
export function stockKernel(kernel: tf.KernelConfig): tf.KernelConfig | null {
  let stock: tf.KernelConfig | null = kernel;
  // A kernel may have been replaced twice.
  for (; stock !== null; stock = replaced.get(stock.kernelFunc) ?? null) {
    if (!replaced.has(stock.kernelFunc)) return stock;
  }
  return null;
}

function replaceKernel(tensorflow: typeof tf, backendName: string, { name, create }: WasmKernel): () => void {
  const stock = tensorflow.getKernel(name, backendName);
  const kernelFunc = create(tensorflow, stock?.kernelFunc);
  if (stock !== undefined) tensorflow.unregisterKernel(name, backendName);
  tensorflow.registerKernel({ kernelName: name, backendName, kernelFunc });
  replaced.set(kernelFunc, stock ?? null);
  return () => {
    tensorflow.unregisterKernel(name, backendName);
    if (stock !== undefined) tensorflow.registerKernel(stock);
  };
}
