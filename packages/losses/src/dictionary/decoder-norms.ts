import * as tf from "@tensorflow/tfjs";
import { assertShape } from "../shape-checks.ts";

/** Under the root, so that a row of zeros has a derivative. */
const smallest = 1e-24;

/**
 * ‖W_j‖ of every feature's direction.
 *
 * @param decoder W, [features, width]
 * @returns [features]
 * @throws {ShapeError} for another rank
 */
export function decoderNorms(decoder: tf.Tensor): tf.Tensor1D {
  assertShape({ tensor: decoder, expected: ["features", "width"], what: "a decoder", where: "decoderNorms" });
  return tf.tidy(() => tf.sqrt(tf.add(tf.sum(tf.square(decoder), 1), smallest)) as tf.Tensor1D);
}

/**
 * Directions of length 1, W_j / ‖W_j‖; a row of zeros stays one.
 *
 * @param decoder W, [features, width]
 * @returns [features, width]
 * @throws {ShapeError} for another rank
 */
export function normalizeDecoder(decoder: tf.Tensor): tf.Tensor2D {
  return tf.tidy(() => tf.div(decoder, tf.expandDims(decoderNorms(decoder), 1)) as tf.Tensor2D);
}

/**
 * A decoder's gradient without what would change the lengths of its rows: g_j − ⟨g_j, u_j⟩ u_j, u_j = W_j / ‖W_j‖.
 *
 * @param decoder W, [features, width]
 * @param gradient g, the same shape
 * @returns [features, width], at right angles to each row
 * @throws {ShapeError} when the two differ in shape, or are no matrices
 * @see Bricken et al. 2023
 */
export function projectDecoderGradient({
  decoder,
  gradient,
}: {
  readonly decoder: tf.Tensor;
  readonly gradient: tf.Tensor;
}): tf.Tensor2D {
  assertShape({
    tensor: gradient,
    expected: decoder.shape,
    what: "a gradient",
    where: "projectDecoderGradient",
  });
  return tf.tidy(() => {
    const directions = normalizeDecoder(decoder);
    const along = tf.sum(tf.mul(gradient, directions), 1, true);
    return tf.sub(gradient, tf.mul(along, directions)) as tf.Tensor2D;
  });
}
