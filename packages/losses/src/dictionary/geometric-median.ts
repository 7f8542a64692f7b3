import * as tf from "@tensorflow/tfjs";
import { assertShape } from "../shape-checks.ts";

/** Distances below this are taken for this large, so that a median at a sample is not divided by 0. */
const smallest = 1e-8;

/**
 * The geometric median, argmin_m Σ_i ‖x_i − m‖, by Weiszfeld's iterations from the mean: where a dictionary's decoder bias starts.
 *
 * @param samples x, [samples, width], at least one
 * @param steps how many iterations; by default 100
 * @returns [width]
 * @throws {ShapeError} for another rank
 * @see Weiszfeld 1937
 */
export function geometricMedian(samples: tf.Tensor, steps = 100): tf.Tensor1D {
  assertShape({ tensor: samples, expected: ["samples", "width"], what: "samples", where: "geometricMedian" });
  return tf.tidy(() => {
    let median = tf.mean(samples, 0) as tf.Tensor1D;
    for (let step = 0; step < steps; step++) {
      const previous = median;
      median = tf.tidy(() => {
        const distances = tf.sqrt(tf.sum(tf.square(tf.sub(samples, previous)), 1, true));
        const weights = tf.div(1, tf.maximum(distances, smallest));
        return tf.div(tf.sum(tf.mul(samples, weights), 0), tf.sum(weights)) as tf.Tensor1D;
      });
      previous.dispose();
    }
    return median;
  });
}
