import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";

/**
 * The mode-seeking regulariser: 1 / (mean |G(z₁) − G(z₂)| / mean |z₁ − z₂| + 10⁻⁵), large where different latents give equal samples.
 *
 * @param samples G(z₁), [batch, …]
 * @param otherSamples G(z₂), the same shape
 * @param latents z₁, [batch, …]
 * @param otherLatents z₂, the same shape, not equal to z₁ everywhere
 * @returns scalar in (0, 10⁵]
 * @throws {ShapeError} when samples, or latents, differ in shape
 * @see Mao et al. 2019; the inverse ratio is its code's
 */
export function modeSeeking({
  samples,
  otherSamples,
  latents,
  otherLatents,
}: {
  readonly samples: tf.Tensor;
  readonly otherSamples: tf.Tensor;
  readonly latents: tf.Tensor;
  readonly otherLatents: tf.Tensor;
}): tf.Scalar {
  assertSameShape(samples, otherSamples, "modeSeeking");
  assertSameShape(latents, otherLatents, "modeSeeking");
  return tf.tidy(() => {
    const moved = tf.mean(tf.abs(tf.sub(samples, otherSamples)));
    const ratio = tf.div(moved, tf.mean(tf.abs(tf.sub(latents, otherLatents))));
    return tf.div(1, tf.add(ratio, 1e-5)) as tf.Scalar;
  });
}
