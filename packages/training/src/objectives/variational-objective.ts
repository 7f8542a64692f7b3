import {
  freeBits as freeBitsDivergence,
  importanceWeightedBound,
  klToStandardNormal,
  reparameterize,
} from "@ganlens/losses";
import { type PixelRange, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Objective, RoundContext, UpdateLoss } from "../engine/objective.ts";
import { observedStatistics } from "../health/observation.ts";
import {
  type LatentRegulariserConfig,
  latentRegularisers,
  latentRegulariserTerm,
} from "../latent-regularisers/latent-regularisers.ts";

export interface VariationalObjectiveOptions {
  readonly likelihood: "bernoulli" | "gaussian";
  readonly beta: number;
  readonly freeBits: number;
  /** Draws of each image's code. */
  readonly draws: number;
  /** The values that images take, those that the encoder sees and those that the decoder draws: [0, 1] for `bernoulli`. */
  readonly range: PixelRange | undefined;
  /** A term beside the divergence, or in its place; none unless given. */
  readonly regulariser?: LatentRegulariserConfig | undefined;
  /** How many samples there are in all: what a term may count by. */
  readonly datasetSize?: number;
  /** One more term of the codes that were drawn, with parts of its own. */
  readonly beside?: (codes: tf.Tensor) => { readonly term: tf.Scalar; readonly parts: UpdateLoss["parts"] };
}

/** Probabilities nearer to 0 or 1 than this are taken for this near. */
const smallest = 1e-7;

/**
 * The negative evidence bound in nats per image, −E log p(x | z) + β KL(q(z | x) ‖ N(0, I)), one draw of z for each image; or the
 * importance-weighted bound of several draws.
 *
 * Its players are called `encoder` and `generator`, and follow one gradient. Parts are the two terms of the bound, without weights and free
 * bits: `generator/reconstruction` (−E log p(x | z)) and `encoder/divergence`; those of a
 * term beside it follow as `encoder/<name>`. The statistics are those of the code's means.
 *
 * @see Kingma, Welling 2014, equation 10; Burda, Grosse, Salakhutdinov 2016, equation 8
 */
export function variationalObjective(options: VariationalObjectiveOptions): Objective {
  const { beta, freeBits, draws, range, regulariser, datasetSize = 1, beside } = options;
  return {
    updates: (context) => [
      {
        name: "bound",
        players: ["encoder", "generator"],
        loss(): UpdateLoss {
          const batch = context.batch();
          const target = toModelRange(tf.tensor(batch.x.data, [...batch.x.shape]), range);
          const [mean, logVariance] = context.apply("encoder", target) as [tf.Tensor, tf.Tensor];
          const posterior = { mean, logVariance };
          const divergence = klToStandardNormal(posterior);
          const statistics = {
            [`encoder/${observedStatistics.codeMean}`]: tf.mean(mean, 0),
            [`encoder/${observedStatistics.codeMeanSquare}`]: tf.mean(tf.square(mean), 0),
          };
          const { codes, logLikelihoods } = drawn(context, { posterior, target, options });
          const reconstruction = tf.neg(tf.mean(logLikelihoods)) as tf.Scalar;
          const parts = {
            "generator/reconstruction": reconstruction,
            "encoder/divergence": divergence,
          };
          if (draws > 1) {
            const weights = tf.add(logLikelihoods, logRatios(posterior, codes, draws));
            return { loss: importanceWeightedBound(weights), parts, statistics };
          }
          const pulled =
            freeBits === 0
              ? tf.mul(divergence, beta)
              : tf.mul(freeBitsDivergence({ ...posterior, bits: freeBits }), beta);
          if (beside !== undefined) {
            const further = beside(codes);
            const loss = tf.addN([reconstruction, pulled, further.term]) as tf.Scalar;
            return { loss, parts: { ...parts, ...further.parts }, statistics };
          }
          if (regulariser === undefined) {
            return { loss: tf.add(reconstruction, pulled), parts, statistics };
          }
          const { step, random } = context;
          const found = latentRegulariserTerm(regulariser, {
            ...posterior,
            codes,
            step,
            datasetSize,
            random,
          });
          const kept = latentRegularisers[regulariser.kind].replacesDivergence ? tf.scalar(0) : pulled;
          const told = Object.entries(found.parts).map(
            ([name, value]) => [`encoder/${name}`, value] as const,
          );
          return {
            loss: tf.addN([reconstruction, kept, found.term]) as tf.Scalar,
            parts: { ...parts, ...Object.fromEntries(told) },
            statistics,
          };
        },
      },
    ],
  };
}

interface Posterior {
  readonly mean: tf.Tensor;
  readonly logVariance: tf.Tensor;
}

/** Codes, [batch · draws, codes], those of one image together, and log p(x | z) of each, [batch, draws]. */
function drawn(
  context: RoundContext,
  {
    posterior,
    target,
    options: { likelihood, draws },
  }: {
    readonly posterior: Posterior;
    readonly target: tf.Tensor;
    readonly options: VariationalObjectiveOptions;
  },
): { readonly codes: tf.Tensor; readonly logLikelihoods: tf.Tensor } {
  const [batch, width] = posterior.mean.shape as [number, number];
  const noise = tf.tensor2d(context.random.split("codes").normal(batch * draws * width), [
    batch * draws,
    width,
  ]);
  const codes = reparameterize({
    mean: repeated(posterior.mean, draws),
    logVariance: repeated(posterior.logVariance, draws),
    noise,
  });
  const images = context.apply("generator", codes) as tf.Tensor;
  const pixels = target.size / batch;
  const expected = repeated(tf.reshape(target, [batch, pixels]), draws);
  const predicted = tf.reshape(images, [batch * draws, pixels]);
  const ofPixels =
    likelihood === "bernoulli" ? bernoulli(expected, predicted) : gaussian(expected, predicted);
  return { codes, logLikelihoods: tf.reshape(tf.sum(ofPixels, 1), [batch, draws]) };
}

/** Each row so many times, one after the other; tiles, because a gather has no gradient on every backend. */
function repeated(rows: tf.Tensor, times: number): tf.Tensor {
  if (times === 1) return rows;
  const [batch, width] = rows.shape as [number, number];
  return tf.reshape(tf.tile(tf.expandDims(rows, 1), [1, times, 1]), [batch * times, width]);
}

/** x log p + (1 − x) log(1 − p); of grey values x it is no density, and a bound all the same (a continuous Bernoulli's without its constant). */
function bernoulli(x: tf.Tensor, probability: tf.Tensor): tf.Tensor {
  const held = tf.clipByValue(probability, smallest, 1 - smallest);
  return tf.add(tf.mul(x, tf.log(held)), tf.mul(tf.sub(1, x), tf.log(tf.sub(1, held))));
}

/** −½ (x − x̂)² − ½ log 2π */
function gaussian(x: tf.Tensor, predicted: tf.Tensor): tf.Tensor {
  return tf.sub(tf.mul(tf.squaredDifference(x, predicted), -0.5), 0.5 * Math.log(2 * Math.PI));
}

/** log p(z) − log q(z | x) of each draw, [batch, draws]. */
function logRatios({ mean, logVariance }: Posterior, codes: tf.Tensor, draws: number): tf.Tensor {
  const [m, v] = [repeated(mean, draws), repeated(logVariance, draws)];
  const own = tf.add(v, tf.mul(tf.squaredDifference(codes, m), tf.exp(tf.neg(v))));
  const ratios = tf.mul(tf.sum(tf.sub(own, tf.square(codes)), 1), 0.5);
  return tf.reshape(ratios, [-1, draws]);
}
