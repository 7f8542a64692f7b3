import * as tf from "@tensorflow/tfjs";
import { logSumExp } from "../classification/log-sum-exp.ts";
import { assertSameShape } from "../shape-checks.ts";
import { type AggregateEstimator, logImportanceWeights } from "./importance-weights.ts";
import { assertPosterior, type NormalPosterior } from "./normal-posterior.ts";

/** A batch of posteriors, the codes drawn from them, and how q(z) is estimated. */
export interface DecompositionInput extends NormalPosterior {
  /** z, drawn from the posteriors, [batch, codes]. */
  readonly codes: tf.Tensor;
  /** N, how many samples there are in all. */
  readonly datasetSize: number;
  /** By default weighted sampling. */
  readonly estimator?: AggregateEstimator;
}

/** Estimates of the three parts of E KL(q(z | x) ‖ p(z)): scalars in nats, which single batches may put below 0. */
export interface DivergenceParts {
  /** E [log q(z | x) − log q(z)]: how much codes tell of which sample it is. */
  readonly mutualInformation: tf.Scalar;
  /** E [log q(z) − Σ_j log q(z_j)]: how dependent codes are. */
  readonly totalCorrelation: tf.Scalar;
  /** E [Σ_j log q(z_j) − log p(z)]: how far each code is from the standard normal. */
  readonly dimensionWiseDivergence: tf.Scalar;
}

/** log N(z; μ, e^v) of every value; shapes are broadcast. */
function logDensity(codes: tf.Tensor, mean: tf.Tensor, logVariance: tf.Tensor): tf.Tensor {
  const squared = tf.mul(tf.square(tf.sub(codes, mean)), tf.exp(tf.neg(logVariance)));
  return tf.mul(tf.add(tf.add(squared, logVariance), Math.log(2 * Math.PI)), -0.5);
}

/**
 * E KL(q(z | x) ‖ p(z)) in three parts, each the mean over the batch of differences of log q(z | x), log q(z), Σ_j log q(z_j) and log p(z).
 *
 * log q(z_i) ≈ log Σ_j w_ij q(z_i | x_j), and likewise for each code. Estimates from small batches are biased: state N and B beside them.
 *
 * @returns three scalars, which the caller disposes
 * @throws {ShapeError} when the shapes are not all [batch, codes]
 * @throws {ConfigInvalidError} when the data set is smaller than the batch
 * @see Chen, Li, Grosse, Duvenaud 2018, equation 2
 */
export function decomposeDivergence({
  mean,
  logVariance,
  codes,
  datasetSize,
  estimator = "weighted",
}: DecompositionInput): DivergenceParts {
  assertPosterior({ mean, logVariance }, "decomposeDivergence");
  assertSameShape(mean, codes, "decomposeDivergence");
  return tf.tidy(() => {
    const [batch, width] = mean.shape as [number, number];
    const weights = logImportanceWeights({ estimator, batch, datasetSize });
    const posterior = tf.sum(logDensity(codes, mean, logVariance), 1);
    const prior = tf.sum(tf.mul(tf.add(tf.square(codes), Math.log(2 * Math.PI)), -0.5), 1);
    // [sample, code, posterior]: every code under every posterior.
    const spread = (tensor: tf.Tensor) => tf.expandDims(tf.transpose(tensor), 0);
    const pairs = logDensity(tf.expandDims(codes, 2), spread(mean), spread(logVariance));
    const joint = logSumExp(tf.add(tf.sum(pairs, 1), weights) as tf.Tensor2D);
    const weighted = tf.reshape(tf.add(pairs, tf.expandDims(weights, 1)), [batch * width, batch]);
    const product = tf.sum(tf.reshape(logSumExp(weighted as tf.Tensor2D), [batch, width]), 1);
    return {
      mutualInformation: tf.mean(tf.sub(posterior, joint)) as tf.Scalar,
      totalCorrelation: tf.mean(tf.sub(joint, product)) as tf.Scalar,
      dimensionWiseDivergence: tf.mean(tf.sub(product, prior)) as tf.Scalar,
    };
  });
}

/**
 * The latent term of a β-TCVAE: α · mutual information + β · total correlation + γ · dimension-wise divergence.
 *
 * @param mutualInformationWeight α, by default 1
 * @param totalCorrelationWeight β, by default 6; with 1 for all three it is the VAE's term
 * @param dimensionWiseWeight γ, by default 1
 * @returns scalar
 * @throws as {@link decomposeDivergence}
 * @see Chen, Li, Grosse, Duvenaud 2018, equation 4
 */
export function betaTotalCorrelation({
  mutualInformationWeight = 1,
  totalCorrelationWeight = 6,
  dimensionWiseWeight = 1,
  ...input
}: DecompositionInput & {
  readonly mutualInformationWeight?: number;
  readonly totalCorrelationWeight?: number;
  readonly dimensionWiseWeight?: number;
}): tf.Scalar {
  return tf.tidy(() => {
    const { mutualInformation, totalCorrelation, dimensionWiseDivergence } = decomposeDivergence(input);
    return tf.addN([
      tf.mul(mutualInformation, mutualInformationWeight),
      tf.mul(totalCorrelation, totalCorrelationWeight),
      tf.mul(dimensionWiseDivergence, dimensionWiseWeight),
    ]) as tf.Scalar;
  });
}
