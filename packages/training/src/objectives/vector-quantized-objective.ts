import { meanSquaredError } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { observedStatistics } from "../health/observation.ts";

export interface VectorQuantizedObjectiveOptions {
  /** β. */
  readonly commitment: number;
  /** Entries of the codebook. */
  readonly entries: number;
  /** Whether the codebook follows a gradient; else it moves by itself, as it is passed. */
  readonly learnsCodebook: boolean;
}

/**
 * A VQ-VAE's E‖x − D(e)‖² + β E‖z − sg[e]‖² and, where the codebook learns by gradients, E‖sg[z] − e‖², each a mean over values; e is the
 * entry nearest to z = E(x), and the decoder's gradient goes straight to z. Its player is called `autoencoder`.
 *
 * Parts: `autoencoder/error`, `autoencoder/commitment` (without β), `autoencoder/perplexity` (exp of the entropy of the entries' shares in
 * the batch) and `autoencoder/unused`, the share of entries that were not chosen in it. The statistics are the shares.
 *
 * @see van den Oord, Vinyals, Kavukcuoglu 2017, equation 3
 */
export function vectorQuantizedObjective({
  commitment,
  entries,
  learnsCodebook,
}: VectorQuantizedObjectiveOptions): Objective {
  return {
    updates: (context) => [
      {
        name: "autoencoder",
        players: ["autoencoder"],
        loss() {
          const { x } = context.batch();
          const target = tf.tensor(x.data, [...x.shape]);
          const pass = (part: string, input: tf.Tensor) => context.apply("autoencoder", input, { part });
          const codes = pass("encoder", target) as tf.Tensor;
          const [quantized, chosen, numbers] = pass("quantizer", codes) as [tf.Tensor, tf.Tensor, tf.Tensor];
          const error = meanSquaredError({ target, prediction: pass("decoder", quantized) as tf.Tensor });
          const committed = tf.mean(tf.square(tf.sub(codes, held(chosen)))) as tf.Scalar;
          const terms = [error, tf.mul(committed, commitment)];
          if (learnsCodebook) terms.push(tf.mean(tf.square(tf.sub(held(codes), chosen))));
          const indicators = tf.oneHot(tf.cast(tf.reshape(numbers, [-1]), "int32"), entries);
          const usage = tf.mean(tf.cast(indicators, "float32"), 0);
          const entropy = tf.neg(tf.sum(tf.mul(usage, tf.log(tf.add(usage, 1e-10)))));
          return {
            loss: tf.addN(terms) as tf.Scalar,
            parts: {
              "autoencoder/error": error,
              "autoencoder/commitment": committed,
              "autoencoder/perplexity": tf.exp(entropy) as tf.Scalar,
              "autoencoder/unused": tf.mean(tf.cast(tf.equal(usage, 0), "float32")) as tf.Scalar,
            },
            statistics: { [`autoencoder/${observedStatistics.codeUsage}`]: usage },
          };
        },
      },
    ],
  };
}

/** The same values, as a constant. */
function held(values: tf.Tensor): tf.Tensor {
  return tf.customGrad((x) => ({
    value: tf.clone(x as tf.Tensor),
    gradFunc: (gradient) => tf.zerosLike(gradient),
  }))(values);
}
