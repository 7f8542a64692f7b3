import type * as tf from "@tensorflow/tfjs";
import { PoolMaps } from "../layers/pool-maps.ts";

/** The maximum or mean of windows 2×2 without overlap: [n, h, w, c] → [n, ⌊h/2⌋, ⌊w/2⌋, c]. */
export function halvingPool(operation: "max" | "mean", name: string): tf.layers.Layer {
  return new PoolMaps({ operation, size: [2, 2], strides: [2, 2], padding: [0, 0, 0, 0], name });
}
