import type { Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/** What a penalty is given. */
export interface PenaltyInput {
  /** The discriminator's scores, [batch] or [batch, 1], as a function that gradients can follow twice. */
  readonly discriminate: (x: tf.Tensor) => tf.Tensor;
  /** Real and generated samples in the range that the discriminator sees, [batch, …]. */
  readonly real: tf.Tensor;
  readonly fake: tf.Tensor;
  /** What mixing is drawn from. */
  readonly random: Random;
}

/** A term that the discriminator's loss is given beside the adversarial one. */
export interface Penalty {
  /** One sentence for lists and help. */
  readonly description: string;
  /** The term before it is weighted: a scalar, at least 0. Runs inside `tf.tidy`. */
  penalty(input: PenaltyInput): tf.Scalar;
}
