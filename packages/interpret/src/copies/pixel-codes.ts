import type { NdArray } from "@ganlens/core";
import { principalComponents } from "@ganlens/metrics";
import * as tf from "@tensorflow/tfjs";
import { inBatches } from "../steps/in-batches.ts";

/** Components that images are projected to, at most. */
const most = 64;

/** A projection to principal components of pixels that is fast enough for images in many positions. */
export interface PixelCodes {
  /** `[n, height, width, channels]` to `[n, ≤ 64]`, in float32. */
  codes(images: NdArray): Promise<NdArray>;
  dispose(): void;
}

/**
 * Principal components of pixels, as `pixelComponentsSpace` has them, with products on the backend.
 *
 * @param fitted `[n, height, width, channels]`, n ≥ 2; where they span fewer directions, the codes that are left are 0
 */
export function pixelCodes(fitted: NdArray): PixelCodes {
  const [count = 0] = fitted.shape;
  const width = fitted.data.length / Math.max(1, count);
  const components = Math.min(most, width, count - 1);
  const axes = principalComponents({ data: fitted, components, fill: true });
  const mean = tf.tensor1d(Float32Array.from(axes.mean));
  const vectors = tf.tensor2d(Float32Array.from(axes.components.data), [components, width]);
  return {
    codes: (images) =>
      inBatches(images, (batch) =>
        tf.matMul(tf.sub(tf.reshape(batch, [-1, width]), mean), vectors, false, true),
      ),
    dispose: () => tf.dispose([mean, vectors]),
  };
}
