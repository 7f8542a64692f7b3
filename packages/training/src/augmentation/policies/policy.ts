import type { Random } from "@ganlens/core";
import type * as tf from "@tensorflow/tfjs";

/** One kind of change that DiffAugment makes to images before the discriminator sees them. */
export interface Policy {
  /** One sentence for lists and help. */
  readonly description: string;
  /** Whether it leaves gaps, where there is nothing of the image. */
  readonly leavesGaps: boolean;
  /**
   * Images changed at random, each by draws of its own; gradients follow it, twice where they must.
   *
   * @param images `[n, height, width, channels]`, with 0 where there is nothing to see
   */
  apply(images: tf.Tensor4D, random: Random): tf.Tensor4D;
}
