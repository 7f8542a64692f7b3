import type * as tfjs from "@tensorflow/tfjs";
import { expect } from "vitest";

/**
 * Runs `fn` once to warm up and then `runs` times, and expects neither a tensor nor a byte more than before.
 *
 * @param tf the copy of TensorFlow.js that `fn` uses
 * @param fn what must give back all that it takes; it disposes its own results
 */
export async function expectNoLeak(
  tf: typeof tfjs,
  fn: () => unknown | Promise<unknown>,
  { runs = 3 }: { readonly runs?: number } = {},
): Promise<void> {
  await fn();
  const before = tf.memory();
  for (let run = 0; run < runs; run++) await fn();
  const after = tf.memory();
  expect({ tensors: after.numTensors, bytes: after.numBytes }).toEqual({
    tensors: before.numTensors,
    bytes: before.numBytes,
  });
}
