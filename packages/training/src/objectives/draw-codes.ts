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

/** The codes that the player `encoder` gives: its one output, or one draw from the Gaussian of its two. */
export function drawCodes(context: RoundContext, images: tf.Tensor): DrawnCodes {
  const [mean, logVariance] = [context.apply("encoder", images)].flat() as [tf.Tensor, tf.Tensor?];
  const statistics = {
    [`encoder/${observedStatistics.codeMean}`]: tf.mean(mean, 0),
    [`encoder/${observedStatistics.codeMeanSquare}`]: tf.mean(tf.square(mean), 0),
  };
  if (logVariance === undefined) return { codes: mean, statistics };
  const noise = tf.tensor(context.random.split("codes").normal(mean.size), mean.shape);
  return { codes: reparameterize({ mean, logVariance, noise }), statistics };
}
