import { reparameterize } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { RoundContext } from "../engine/objective.ts";
import { observedStatistics } from "../health/observation.ts";

/** Codes of images, and what is known of where they come from. */
export interface DrawnCodes {
  /** One for each image, [batch, codes]. */
  readonly codes: tf.Tensor;
  /** Those of the codes' means, for monitors. */
  readonly statistics: Readonly<Record<string, tf.Tensor>>;
}

/**
 * The codes that the player `encoder` gives: its one output, or one draw from the Gaussian of its two.
 *
 * @param images as the encoder takes them, in the range of its generator
 * @param options.noisy false: of a Gaussian the mean, as a draw without noise, so that the log-variance has a gradient, which is 0
 */
export function drawCodes(
  context: RoundContext,
  images: tf.Tensor,
  { noisy = true }: { readonly noisy?: boolean } = {},
): DrawnCodes {
  const [mean, logVariance] = [context.apply("encoder", images)].flat() as [tf.Tensor, tf.Tensor?];
  const statistics = {
    [`encoder/${observedStatistics.codeMean}`]: tf.mean(mean, 0),
    [`encoder/${observedStatistics.codeMeanSquare}`]: tf.mean(tf.square(mean), 0),
  };
  if (logVariance === undefined) return { codes: mean, statistics };
  const noise = noisy
    ? tf.tensor(context.random.split("codes").normal(mean.size), mean.shape)
    : tf.zerosLike(mean);
  return { codes: reparameterize({ mean, logVariance, noise }), statistics };
}
