import * as tf from "@tensorflow/tfjs";
import type { OptimizerConfig } from "../../optimizers/optimizers.ts";
import type { Game } from "../game.ts";
import type { RoundContext } from "../objective.ts";

/**
 * Two networks, each with an optimizer of its own, that learn where the data lie, and an objective that remembers a counter, a vector
 * and a probability and uses all three: it stands in for codebooks, running averages and augmentation.
 */
export function rememberingGame(): Game {
  const adam: OptimizerConfig = {
    name: "adam",
    learningRate: 0.01,
    beta1: 0.5,
    beta2: 0.9,
    epsilon: 1e-8,
    weightDecay: 0,
  };
  const model = { architecture: "points-discriminator", widths: [8] };
  return {
    players: [
      { name: "near", model, optimizer: adam, averageDecay: 0.5, saved: "always" },
      { name: "far", model, optimizer: { ...adam, learningRate: 0.02 }, saved: "resumable" },
    ],
    rateSchedule: "half-cosine",
    rounds: 2,
    coefficients: (step) => ({ weight: 1 + step / 10 }),
    state: {
      numbers: { count: 0, probability: 0.5 },
      arrays: { centre: { data: new Float32Array(2), shape: [2] } },
    },
    objective: {
      updates: (context) => [
        { name: "near", players: ["near"], loss: () => distanceLoss(context, "near") },
        ...(context.round === 1
          ? [{ name: "far", players: ["far"], loss: () => distanceLoss(context, "far") }]
          : []),
      ],
      advance: (state, { parts, statistics }) => ({
        numbers: {
          count: (state.numbers.count as number) + 1,
          probability:
            (state.numbers.probability as number) + ((parts["near/score"] as number) > 0 ? 0.01 : -0.01),
        },
        arrays: {
          centre: {
            data: Float32Array.from(
              statistics.centre as Float32Array,
              (value, i) => 0.9 * (state.arrays.centre?.data[i] as number) + 0.1 * value,
            ),
            shape: [2],
          },
        },
      }),
    },
  };
}

/** E(f(x · mask) − ‖x − c‖ · count)², the mask drawn with the remembered probability. */
function distanceLoss({ batch, random, state, coefficients, apply }: RoundContext, player: string) {
  const { x } = batch();
  const points = tf.tensor2d(x.data as Float32Array, x.shape as [number, number]);
  const centre = tf.tensor1d(state.arrays.centre?.data as Float32Array);
  const kept = random.uniform(x.shape[0] as number);
  const probability = state.numbers.probability as number;
  const mask = tf.tensor2d(
    kept.map((value) => (value < probability ? 1 : 0)),
    [kept.length, 1],
  );
  const score = apply(player, tf.mul(points, mask)) as tf.Tensor;
  const target = tf.add(
    tf.norm(tf.sub(points, centre), "euclidean", 1, true),
    0.1 * (state.numbers.count as number),
  );
  const loss = tf.mul(tf.mean(tf.square(tf.sub(score, target))), coefficients.weight as number) as tf.Scalar;
  return {
    loss,
    parts: { [`${player}/score`]: tf.mean(score) as tf.Scalar },
    statistics: { centre: tf.mean(points, 0) },
  };
}
