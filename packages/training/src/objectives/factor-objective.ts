import {
  densityRatioDiscriminatorLoss,
  densityRatioTotalCorrelation,
  permuteDimensions,
} from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import type { Objective, UpdateLoss } from "../engine/objective.ts";
import { discriminatorErrors } from "./discriminator-errors.ts";
import { type VariationalObjectiveOptions, variationalObjective } from "./variational-objective.ts";

/**
 * FactorVAE: the negative evidence bound + γ E s(z), s the logit by which `discriminator` tells codes z from codes whose entries come from
 * different images, which is the log of a density ratio and so on average the total correlation.
 *
 * The discriminator learns from the first half of the batch as it is, and from the second half permuted. Parts: those of the bound,
 * `encoder/total-correlation` (by the ratio, without γ), and the discriminator's error rates, codes as they are its real ones.
 *
 * @see Kim, Mnih 2018, algorithm 2
 */
export function factorObjective({
  gamma,
  ...bound
}: Pick<VariationalObjectiveOptions, "likelihood" | "range"> & { readonly gamma: number }): Objective {
  return {
    updates(context) {
      let shared: { readonly codes: tf.Tensor; readonly scores: tf.Tensor } | undefined;
      const beside = (codes: tf.Tensor) => {
        const scores = context.apply("discriminator", codes) as tf.Tensor;
        shared = { codes, scores };
        const found = densityRatioTotalCorrelation(scores);
        return { term: tf.mul(found, gamma) as tf.Scalar, parts: { "encoder/total-correlation": found } };
      };
      const variational = variationalObjective({ ...bound, beta: 1, freeBits: 0, draws: 1, beside });
      return [
        ...variational.updates(context),
        {
          name: "discriminator",
          players: ["discriminator"],
          loss(): UpdateLoss {
            // The bound has been computed before, at the same weights.
            const { codes, scores } = shared as NonNullable<typeof shared>;
            const [batch, width] = codes.shape as [number, number];
            const half = Math.ceil(batch / 2);
            const others = tf.slice(codes as tf.Tensor2D, [half, 0], [batch - half, width]);
            const permuted = permuteDimensions({
              codes: others,
              random: context.random.split("permutation"),
            });
            const codeScores = tf.slice(scores as tf.Tensor2D, [0, 0], [half, 1]);
            const permutedScores = context.apply("discriminator", permuted) as tf.Tensor;
            return {
              loss: densityRatioDiscriminatorLoss({ codeScores, permutedScores }),
              parts: discriminatorErrors({ realScores: codeScores, fakeScores: permutedScores }, 0),
            };
          },
        },
      ];
    },
  };
}
