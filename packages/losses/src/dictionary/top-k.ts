import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { assertSameShape, assertShape } from "../shape-checks.ts";
import { largestOfRows } from "./largest-activations.ts";

/**
 * The activations of a TopK dictionary: max(0, π) where a feature is among the k largest of its sample, else 0.
 *
 * Selection comes before the ReLU, so that fewer than k are active where fewer are positive; scores that equal the k-th are all kept.
 *
 * @param preActivations π, [batch, features]
 * @param k from 1 to the number of features
 * @param scores what is compared, [batch, features]: say, π times the norms of the decoder's rows; by default π
 * @returns [batch, features], ≥ 0; gradients reach what is active
 * @throws {ShapeError} when shapes do not fit
 * @throws {ConfigInvalidError} for another k
 * @see Gao et al. 2024
 */
export function topKActivations({
  preActivations,
  k,
  scores = preActivations,
}: {
  readonly preActivations: tf.Tensor;
  readonly k: number;
  readonly scores?: tf.Tensor;
}): tf.Tensor2D {
  const where = "topKActivations";
  assertShape({ tensor: preActivations, expected: ["batch", "features"], what: "pre-activations", where });
  assertSameShape(preActivations, scores, where);
  const features = preActivations.shape[1] as number;
  if (!Number.isInteger(k) || k < 1 || k > features) {
    throw new ConfigInvalidError({
      message: `${where}: expected k to be an integer from 1 to ${features}, received ${k}.`,
    });
  }
  return tf.tidy(() => tf.mul(tf.relu(preActivations), largestOfRows(scores, k)) as tf.Tensor2D);
}
