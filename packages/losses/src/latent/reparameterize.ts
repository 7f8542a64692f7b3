import * as tf from "@tensorflow/tfjs";
import { assertSameShape } from "../shape-checks.ts";
import { assertPosterior, type NormalPosterior } from "./normal-posterior.ts";

/**
 * A draw from a diagonal Gaussian through which gradients pass: z = μ + e^(v/2) ε.
 *
 * @param noise ε ~ N(0, I), [batch, codes]
 * @returns [batch, codes]
 * @throws {ShapeError} when shapes differ
 * @see Kingma, Welling 2014, section 2.4
 */
export function reparameterize({
  mean,
  logVariance,
  noise,
}: NormalPosterior & { readonly noise: tf.Tensor }): tf.Tensor2D {
  assertPosterior({ mean, logVariance }, "reparameterize");
  assertSameShape(mean, noise, "reparameterize");
  return tf.tidy(() => tf.add(mean, tf.mul(tf.exp(tf.mul(logVariance, 0.5)), noise)) as tf.Tensor2D);
}
