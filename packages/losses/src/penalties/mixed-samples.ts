import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import type { PenaltyInput } from "./penalty.ts";

/**
 * Samples between pairs of real and generated ones: αx + (1 − α)G(z), α ~ U(0, 1) for each pair.
 *
 * @param where who asks, for the message
 * @throws {ShapeError} when there are not as many real as generated samples of one shape
 * @see Gulrajani et al. 2017, algorithm 1
 */
export function mixedSamples(
  { real, fake, random }: Omit<PenaltyInput, "discriminate">,
  where: string,
): tf.Tensor {
  if (real.shape.join() !== fake.shape.join()) {
    throw new ShapeError({
      message: `${where}: expected as many real as generated samples of one shape, received [${real.shape}] and [${fake.shape}].`,
    });
  }
  const count = real.shape[0] as number;
  const share = tf.tensor(random.uniform(count), [count, ...real.shape.slice(1).map(() => 1)]);
  return tf.add(tf.mul(share, real), tf.mul(tf.sub(1, share), fake));
}
