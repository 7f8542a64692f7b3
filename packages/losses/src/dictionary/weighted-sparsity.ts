import * as tf from "@tensorflow/tfjs";
import { assertShape } from "../shape-checks.ts";
import { decoderNorms } from "./decoder-norms.ts";

/** Activations of a dictionary, and the directions that they stand for. */
export interface DictionaryActivations {
  /** f ≥ 0, [batch, features]. */
  readonly activations: tf.Tensor;
  /** W, [features, width]. */
  readonly decoder: tf.Tensor;
}

function weightedActivations({ activations, decoder }: DictionaryActivations, where: string): tf.Tensor {
  assertShape({ tensor: activations, expected: ["batch", "features"], what: "activations", where });
  const features = activations.shape[1] as number;
  assertShape({ tensor: decoder, expected: [features, "width"], what: "a decoder", where });
  return tf.mul(activations, decoderNorms(decoder));
}

/**
 * The L1 penalty of a dictionary: Σ_j |f_j| ‖W_j‖, averaged over the batch, which long directions cannot evade.
 *
 * @returns scalar ≥ 0, before it is weighted
 * @throws {ShapeError} when the two do not fit
 * @see Conerly et al. 2024
 */
export function weightedAbsolute(input: DictionaryActivations): tf.Scalar {
  return tf.tidy(() => tf.mean(tf.sum(tf.abs(weightedActivations(input, "weightedAbsolute")), 1)));
}

/**
 * A count of active features that has a slope: Σ_j tanh(c f_j ‖W_j‖), averaged over the batch.
 *
 * @param scale c > 0, by default 4: how soon an activation counts as one
 * @returns scalar from 0 to the number of features, before it is weighted
 * @throws {ShapeError} when the two do not fit
 */
export function saturatingSparsity({
  scale = 4,
  ...input
}: DictionaryActivations & { readonly scale?: number }): tf.Scalar {
  return tf.tidy(() =>
    tf.mean(tf.sum(tf.tanh(tf.mul(weightedActivations(input, "saturatingSparsity"), scale)), 1)),
  );
}
