import * as tf from "@tensorflow/tfjs";
import { assertPosterior, type NormalPosterior } from "./normal-posterior.ts";

/** ½(μ² + e^v − 1 − v) of every sample and code, [batch, codes]; runs inside `tf.tidy`. */
export function divergencesOfCodes({ mean, logVariance }: NormalPosterior): tf.Tensor2D {
  const moved = tf.add(tf.square(mean), tf.exp(logVariance));
  return tf.mul(tf.sub(moved, tf.add(logVariance, 1)), 0.5) as tf.Tensor2D;
}

/**
 * KL(N(μ, e^v) ‖ N(0, I)) = ½ Σ (μ² + e^v − 1 − v), summed over codes and averaged over the batch: the VAE's latent term.
 *
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the shapes are not both [batch, codes]
 * @see Kingma, Welling 2014, appendix B
 */
export function klToStandardNormal(posterior: NormalPosterior): tf.Scalar {
  assertPosterior(posterior, "klToStandardNormal");
  return tf.tidy(() => tf.mean(tf.sum(divergencesOfCodes(posterior), 1)));
}
