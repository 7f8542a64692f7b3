import type * as tf from "@tensorflow/tfjs";
import type { Restore } from "../kernels/install-kernels.ts";
import { createFusedBatchNormGradient } from "./fused-batch-norm.ts";

const installed = new WeakMap<object, Restore>();

/**
 * Replaces gradients of tfjs that are slow, on the caller's own tfjs; they hold for every backend.
 *
 * Idempotent: a second call changes nothing and returns the same {@link Restore}.
 *
 * @param tensorflow the caller's tfjs
 * @returns a function that puts the stock gradients back
 */
export function installGradients(tensorflow: typeof tf): Restore {
  const engine = tensorflow.engine();
  const before = installed.get(engine);
  if (before !== undefined) return before;
  const name = "FusedBatchNorm";
  const stock = tensorflow.getGradient(name);
  tensorflow.unregisterGradient(name);
  tensorflow.registerGradient({ ...stock, gradFunc: createFusedBatchNormGradient(tensorflow) });
  const restore: Restore = () => {
    if (!installed.delete(engine)) return;
    tensorflow.unregisterGradient(name);
    tensorflow.registerGradient(stock);
  };
  installed.set(engine, restore);
  return restore;
}
