import * as tf from "@tensorflow/tfjs";
import { assertPosterior, type NormalPosterior } from "./normal-posterior.ts";

/**
 * DIP-VAE's term: λ_o Σ_{i ≠ j} C_ij² + λ_d Σ_i (C_ii − 1)², C the covariance of codes over the batch, divided by its size.
 *
 * Kind `means` (DIP-VAE-I) takes C = Cov(μ), kind `codes` (DIP-VAE-II) C = Cov(μ) + diag(E e^v). It stands beside the KL term.
 *
 * @param offDiagonalWeight λ_o ≥ 0
 * @param diagonalWeight λ_d ≥ 0
 * @returns scalar ≥ 0
 * @throws {ShapeError} when the shapes are not both [batch, codes]
 * @see Kumar, Sattigeri, Balakrishnan 2018
 */
export function disentangledPrior({
  kind,
  offDiagonalWeight,
  diagonalWeight,
  ...posterior
}: NormalPosterior & {
  readonly kind: "means" | "codes";
  readonly offDiagonalWeight: number;
  readonly diagonalWeight: number;
}): tf.Scalar {
  assertPosterior(posterior, "disentangledPrior");
  return tf.tidy(() => {
    const mean = posterior.mean as tf.Tensor2D;
    const [batch, width] = mean.shape;
    const centred = tf.sub(mean, tf.mean(mean, 0, true)) as tf.Tensor2D;
    const identity = tf.eye(width);
    const ofMeans = tf.div(tf.matMul(tf.transpose(centred), centred), batch);
    const covariance =
      kind === "means"
        ? ofMeans
        : tf.add(ofMeans, tf.mul(identity, tf.mean(tf.exp(posterior.logVariance), 0)));
    const squares = tf.square(tf.sub(covariance, identity));
    const diagonal = tf.sum(tf.mul(squares, identity));
    const rest = tf.sub(tf.sum(squares), diagonal);
    return tf.add(tf.mul(rest, offDiagonalWeight), tf.mul(diagonal, diagonalWeight)) as tf.Scalar;
  });
}
