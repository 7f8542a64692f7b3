import * as tf from "@tensorflow/tfjs";
import { logSumExp } from "../classification/log-sum-exp.ts";
import { assertShape } from "../shape-checks.ts";

/**
 * The importance-weighted bound as a loss: −log (1/S Σ_s w_s), averaged over the batch, w = p(x, z) / q(z | x) of S draws; with one draw the
 * VAE's bound.
 *
 * @param logWeights log p(x | z) + log p(z) − log q(z | x), [batch, draws]
 * @returns scalar, at least the negative log-likelihood in expectation
 * @throws {ShapeError} for another rank
 * @see Burda, Grosse, Salakhutdinov 2016
 */
export function importanceWeightedBound(logWeights: tf.Tensor): tf.Scalar {
  assertShape({
    tensor: logWeights,
    expected: ["batch", "draws"],
    what: "log-weights",
    where: "importanceWeightedBound",
  });
  return tf.tidy(() =>
    tf.sub(Math.log(logWeights.shape[1] as number), tf.mean(logSumExp(logWeights as tf.Tensor2D))),
  );
}
