import type * as tf from "@tensorflow/tfjs";

/** What a discriminator said of a batch of real and of generated samples: logits, [batch] or [batch, 1]. */
export interface RealAndFakeScores {
  readonly realScores: tf.Tensor;
  readonly fakeScores: tf.Tensor;
}

/** The two sides of a game; both are minimised. The batches of real and generated samples may differ in size. */
export interface AdversarialLoss {
  /** One sentence for lists and help. */
  readonly description: string;
  /** The score above which the discriminator takes a sample for real; null where scores have no such place. */
  readonly decisionBoundary: number | null;
  /** What the discriminator minimises: a scalar. @throws {ShapeError} when there is not one score per sample */
  discriminatorLoss(scores: RealAndFakeScores): tf.Scalar;
  /** What the generator minimises: a scalar. @throws {ShapeError} when there is not one score per sample */
  generatorLoss(scores: Pick<RealAndFakeScores, "fakeScores">): tf.Scalar;
}
