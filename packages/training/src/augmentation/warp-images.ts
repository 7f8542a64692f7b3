import * as tf from "@tensorflow/tfjs";
import { turned } from "./along-axis.ts";
import type { Warp } from "./warp.ts";
import { warpMatrices } from "./warp-matrices.ts";

/**
 * Every image moved, turned and scaled by a warp of its own, by two matrix products: tfjs's `image.transform` has no gradient.
 *
 * Holds n · height · width · (height + width) numbers besides the images.
 *
 * @param images `[n, height, width, channels]`
 */
export function warpImages(images: tf.Tensor4D, warps: readonly Warp[]): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const { horizontal, vertical } = warpMatrices(warps, { height, width });
  const rows = tf.matMul(horizontal, tf.reshape(images, [count * height, width, channels]));
  const columns = turned(tf.reshape(rows, [count, height, width, channels]));
  const both = tf.matMul(vertical, tf.reshape(columns, [count * width, height, channels]));
  return turned(tf.reshape(both, [count, width, height, channels]));
}
