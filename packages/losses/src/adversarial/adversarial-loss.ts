import type * as tf from "@tensorflow/tfjs";

/** What a discriminator said of a batch of real and of generated samples: logits, [batch] or [batch, 1]. */
export interface RealAndFakeScores {
  readonly realScores: tf.Tensor;
  readonly fakeScores: tf.Tensor;
}

/** What a generator's loss is given; scores of real samples where the loss compares with them. */
export interface GeneratorScores extends Pick<RealAndFakeScores, "fakeScores"> {
  readonly realScores?: tf.Tensor | undefined;
}

/** The two sides of a game; both are minimised. The batches of real and generated samples may differ in size. */
export interface AdversarialLoss {
  /** One sentence for lists and help. */
  readonly description: string;
  /** The score above which the discriminator takes a sample for real; null where scores have no such place. */
  readonly decisionBoundary: number | null;
  /** True where the generator's loss takes the scores of real samples, too. */
  readonly isRelativistic?: true;
  /** What the discriminator minimises: a scalar. @throws {ShapeError} when there is not one score per sample */
  discriminatorLoss(scores: RealAndFakeScores): tf.Scalar;
  /** What the generator minimises: a scalar. @throws {ShapeError} when there is not one score per sample, or real ones are wanting */
  generatorLoss(scores: GeneratorScores): tf.Scalar;
}
