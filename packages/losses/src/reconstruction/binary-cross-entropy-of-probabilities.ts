import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { type Reconstruction, reduceValues } from "./reduction.ts";

/** Probabilities nearer to 0 or 1 than this are taken for this near; float32 can still tell 1 − 1e-7 from 1. */
const smallest = 1e-7;

/**
 * Binary cross-entropy of probabilities: mean −[t log p + (1 − t) log(1 − p)], with p held within [1e-7, 1 − 1e-7], outside of which its gradient is 0.
 *
 * Where there are logits, `binaryCrossEntropy` keeps a gradient at any of them.
 *
 * @param target in [0, 1], any shape
 * @param prediction probabilities, the same shape
 * @returns scalar ≥ 0, at most 16.2 under the mean
 * @throws {ShapeError} when the two differ in shape
 */
export function binaryCrossEntropyOfProbabilities({
  target,
  prediction,
  reduction = "mean",
}: Reconstruction): tf.Scalar {
  assertSameShape(target, prediction, "binaryCrossEntropyOfProbabilities");
  return tf.tidy(() => {
    const held = tf.clipByValue(prediction, smallest, 1 - smallest);
    const positive = tf.mul(target, tf.log(held));
    return reduceValues(
      tf.neg(tf.add(positive, tf.mul(tf.sub(1, target), tf.log(tf.sub(1, held))))),
      reduction,
    );
  });
}
