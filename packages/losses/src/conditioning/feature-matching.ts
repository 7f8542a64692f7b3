import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";

/**
 * Feature matching: ‖E f(x) − E f(G(z))‖², f a layer of the discriminator. It takes the place of a generator's adversarial loss.
 *
 * @param realFeatures [batch, …]
 * @param fakeFeatures [batch, …], the same shape but for the batch, which may differ in size
 * @returns scalar ≥ 0: squares are summed over features
 * @throws {ShapeError} when features differ in shape
 * @see Salimans et al. 2016, section 3.1
 */
export function featureMatching({
  realFeatures,
  fakeFeatures,
}: {
  readonly realFeatures: tf.Tensor;
  readonly fakeFeatures: tf.Tensor;
}): tf.Scalar {
  if (realFeatures.rank === 0 || realFeatures.shape.slice(1).join() !== fakeFeatures.shape.slice(1).join()) {
    throw new ShapeError({
      message: `featureMatching: expected features [batch, …] that differ in the batch only, received [${realFeatures.shape}] and [${fakeFeatures.shape}].`,
    });
  }
  return tf.tidy(() => tf.sum(tf.square(tf.sub(tf.mean(realFeatures, 0), tf.mean(fakeFeatures, 0)))));
}
