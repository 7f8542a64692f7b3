import {
  adversarialPriorDiscriminatorLoss,
  adversarialPriorEncoderLoss,
  meanSquaredError,
} from "@ganlens/losses";
import { type PixelRange, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { discriminatorErrors } from "./discriminator-errors.ts";
import { drawCodes } from "./draw-codes.ts";

/**
 * E‖x − G(z)‖² (mean over pixels) + a E softplus(−D(z)) for `encoder` and `generator`, and E softplus(−D(p)) + E softplus(D(z)) for
 * `discriminator`, z the codes of a batch and p as many draws from N(0, I).
 *
 * Parts: `generator/reconstruction`, `encoder/adversarial` (without a), and the discriminator's error rates, draws from the prior its
 * real ones. The statistics are those of the codes.
 *
 * @see Makhzani et al. 2016
 */
export function adversarialAutoencoderObjective({
  adversarialWeight,
  range,
}: {
  readonly adversarialWeight: number;
  readonly range: PixelRange | undefined;
}): Objective {
  return {
    updates(context) {
      const { x } = context.batch();
      // Both losses look at the same codes: they are computed once.
      let shared:
        | (ReturnType<typeof drawCodes> & { readonly codeScores: tf.Tensor; readonly target: tf.Tensor })
        | undefined;
      const coded = () => {
        if (shared === undefined) {
          const target = toModelRange(tf.tensor(x.data, [...x.shape]), range);
          const drawn = drawCodes(context, target);
          shared = { ...drawn, target, codeScores: context.apply("discriminator", drawn.codes) as tf.Tensor };
        }
        return shared;
      };
      return [
        {
          name: "autoencoder",
          players: ["encoder", "generator"],
          loss() {
            const { codes, statistics, codeScores, target } = coded();
            const prediction = context.apply("generator", codes) as tf.Tensor;
            const reconstruction = meanSquaredError({ target, prediction });
            const adversarial = adversarialPriorEncoderLoss({ codeScores });
            return {
              loss: tf.add(reconstruction, tf.mul(adversarial, adversarialWeight)),
              parts: { "generator/reconstruction": reconstruction, "encoder/adversarial": adversarial },
              statistics,
            };
          },
        },
        {
          name: "discriminator",
          players: ["discriminator"],
          loss() {
            const { codes, codeScores } = coded();
            const prior = tf.tensor(context.random.split("prior").normal(codes.size), codes.shape);
            const priorScores = context.apply("discriminator", prior) as tf.Tensor;
            return {
              loss: adversarialPriorDiscriminatorLoss({ priorScores, codeScores }),
              parts: discriminatorErrors({ realScores: priorScores, fakeScores: codeScores }, 0),
            };
          },
        },
      ];
    },
  };
}
