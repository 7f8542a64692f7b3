import type * as tf from "@tensorflow/tfjs";
import type { NativeGeometry } from "../native/native-functions.ts";
import type { NativeKernels } from "../native/native-kernels.ts";
import type { Conv2dGeometry } from "./conv2d-geometry.ts";

/** Windows laid out as rows may take so many floats: about the size of a second-level cache. */
const blockFloats = 2 ** 18;

/** The arguments that all three convolutions of the compiled module end with. */
export interface NativeConvolution {
  readonly batch: number;
  readonly outChannels: number;
  /** How many windows are laid out at a time. */
  readonly block: number;
  /** Room for them. */
  readonly rows: number;
  readonly geometry: NativeGeometry;
}

/** Prepares a convolution for the compiled module; its scratch space is bounded and good until the next call. */
export function nativeConvolution(
  native: NativeKernels,
  g: Conv2dGeometry,
  dilations: readonly [number, number] = [1, 1],
): NativeConvolution {
  const depth = g.filterHeight * g.filterWidth * g.inChannels;
  const block = Math.max(16, Math.floor(blockFloats / depth / 128) * 128 || Math.floor(blockFloats / depth));
  return {
    batch: g.batch,
    outChannels: g.outChannels,
    block,
    rows: native.scratch(Math.min(block, g.batch * g.outHeight * g.outWidth) * depth),
    geometry: [
      g.inHeight,
      g.inWidth,
      g.inChannels,
      g.filterHeight,
      g.filterWidth,
      g.outHeight,
      g.outWidth,
      g.strideHeight,
      g.strideWidth,
      g.padTop,
      g.padLeft,
      ...dilations,
    ],
  };
}

/** Whether all tensors are of a kind that the compiled module takes. */
export function areFloats(...tensors: (tf.TensorInfo | undefined)[]): boolean {
  return tensors.every(
    (tensor) => tensor === undefined || (tensor.dtype === "float32" && !tensor.shape.includes(0)),
  );
}
