import type * as tf from "@tensorflow/tfjs";
import { logisticDiscriminatorLoss } from "../adversarial/logistic-discriminator-loss.ts";

/** What a discriminator said of pairs of a sample and a code: logits, [batch] or [batch, 1]. */
export interface PairScores {
  /** D(x, E(x)): a real sample and its code. */
  readonly encodedScores: tf.Tensor;
  /** D(G(z), z): a code and its sample. */
  readonly generatedScores: tf.Tensor;
}

/**
 * What the discriminator of BiGAN and ALI minimises: E softplus(−D(x, E(x))) + E softplus(D(G(z), z)).
 *
 * @returns scalar ≥ 0; 2 log 2 where pairs cannot be told apart
 * @throws {ShapeError} when there is not one score per pair
 * @see Donahue, Krähenbühl, Darrell 2017; Dumoulin et al. 2017
 */
export function bidirectionalDiscriminatorLoss({ encodedScores, generatedScores }: PairScores): tf.Scalar {
  return logisticDiscriminatorLoss({ realScores: encodedScores, fakeScores: generatedScores });
}

/**
 * What encoder and generator of BiGAN and ALI minimise together, in the form that does not saturate: E softplus(D(x, E(x))) + E softplus(−D(G(z), z)).
 *
 * @returns scalar ≥ 0; 2 log 2 where pairs cannot be told apart
 * @throws {ShapeError} when there is not one score per pair
 * @see Donahue, Krähenbühl, Darrell 2017; Dumoulin et al. 2017
 */
export function bidirectionalEncoderGeneratorLoss({ encodedScores, generatedScores }: PairScores): tf.Scalar {
  return logisticDiscriminatorLoss({ realScores: generatedScores, fakeScores: encodedScores });
}
