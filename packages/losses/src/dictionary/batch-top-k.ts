import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertRange, assertShape } from "../shape-checks.ts";
import { largestOfRows } from "./largest-activations.ts";

/**
 * The activations of a BatchTopK dictionary: max(0, π) where it is among the ⌊k · batch⌋ largest of the whole batch, else 0.
 *
 * @param preActivations π, [batch, features]
 * @param k features per sample on average, above 0, fractions too
 * @returns [batch, features], ≥ 0; gradients reach what is active
 * @throws {ShapeError} for another rank
 * @throws {ConfigInvalidError} when ⌊k · batch⌋ is not from 1 to all activations
 * @see Bussmann, Leask, Nanda 2024
 */
export function batchTopKActivations({
  preActivations,
  k,
}: {
  readonly preActivations: tf.Tensor;
  readonly k: number;
}): tf.Tensor2D {
  const where = "batchTopKActivations";
  assertShape({ tensor: preActivations, expected: ["batch", "features"], what: "pre-activations", where });
  const kept = Math.floor(k * (preActivations.shape[0] as number));
  if (!(kept >= 1 && kept <= preActivations.size)) {
    throw new ConfigInvalidError({
      message: `${where}: expected to keep from 1 to ${preActivations.size} activations of the batch, received k ${k}, which keeps ${kept}.`,
    });
  }
  return tf.tidy(() => {
    const active = tf.relu(preActivations);
    const row = tf.reshape(active, [1, preActivations.size]);
    return tf.mul(active, tf.reshape(largestOfRows(row, kept), preActivations.shape)) as tf.Tensor2D;
  });
}

/**
 * The threshold that stands for BatchTopK where there is no batch, as a moving average: θ ← (1 − r)θ + r · the smallest positive activation.
 *
 * @param activations of a batch, [batch, features], ≥ 0; where none is positive θ stays
 * @param threshold θ before; at first 0
 * @param rate r in [0, 1], by default 0.01
 * @returns scalar ≥ 0; no gradient is meant to pass
 * @throws {ConfigInvalidError} for another rate
 */
export function nextThreshold({
  activations,
  threshold,
  rate = 0.01,
}: {
  readonly activations: tf.Tensor;
  readonly threshold: number | tf.Scalar;
  readonly rate?: number;
}): tf.Scalar {
  assertRange({ value: rate, what: "a rate", where: "nextThreshold", low: 0, high: 1 });
  return tf.tidy(() => {
    const positive = tf.greater(activations, 0);
    const smallest = tf.min(tf.where(positive, activations, tf.fill(activations.shape, 3e38)));
    const moved = tf.add(tf.mul(threshold, 1 - rate), tf.mul(smallest, rate));
    return tf.where(tf.any(positive), moved, tf.mul(threshold, tf.onesLike(moved))) as tf.Scalar;
  });
}
