import type { RealAndFakeScores } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";

/**
 * How often a discriminator is wrong: the shares of real samples at or below its boundary b and of generated ones above it, both in
 * [0, 1], and r = E sign(D(x) − b) in [−1, 1], which rises to 1 as it learns its real samples by heart.
 *
 * @returns scalars `discriminator/real-error`, `discriminator/fake-error` and `discriminator/real-sign`
 * @see Karras et al. 2020, section 3 (r_t)
 */
export function discriminatorErrors(
  { realScores, fakeScores }: RealAndFakeScores,
  boundary: number,
): Readonly<Record<string, tf.Scalar>> {
  return tf.tidy(() => ({
    "discriminator/real-error": tf.mean<tf.Scalar>(tf.cast(tf.lessEqual(realScores, boundary), "float32")),
    "discriminator/fake-error": tf.mean<tf.Scalar>(tf.cast(tf.greater(fakeScores, boundary), "float32")),
    "discriminator/real-sign": tf.mean<tf.Scalar>(tf.sign(tf.sub(realScores, boundary))),
  }));
}
