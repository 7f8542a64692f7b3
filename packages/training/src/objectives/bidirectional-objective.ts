import type { LatentSpec } from "@ganlens/core";
import {
  bidirectionalDiscriminatorLoss,
  bidirectionalEncoderGeneratorLoss,
  reparameterize,
} from "@ganlens/losses";
import { latentTensors, type PixelRange, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { discriminatorErrors } from "./discriminator-errors.ts";

export interface BidirectionalObjectiveOptions {
  readonly encoding: "mean" | "drawn";
  readonly latent: LatentSpec;
  /** The values that the generator's images take. */
  readonly range: PixelRange | undefined;
}

/**
 * A discriminator of pairs against an encoder and a generator: (x, E(x)) of real images against (G(z), z); encoder and generator follow
 * one gradient, that of the same logits with the answers exchanged.
 *
 * Its players are called `encoder`, `generator` and `discriminator`. Parts are the discriminator's error rates, of encoded (`real`) and
 * of generated (`fake`) pairs.
 *
 * @see Donahue, Krähenbühl, Darrell 2017; Dumoulin et al. 2017
 */
export function bidirectionalObjective({
  encoding,
  latent,
  range,
}: BidirectionalObjectiveOptions): Objective {
  return {
    updates(context) {
      let shared: { readonly encodedScores: tf.Tensor; readonly generatedScores: tf.Tensor } | undefined;
      // Both losses look at the same pairs.
      const scores = () => {
        if (shared !== undefined) return shared;
        const batch = context.batch();
        const x = tf.tensor(batch.x.data, [...batch.x.shape]);
        const [mean, logVariance] = context.apply("encoder", x) as [tf.Tensor, tf.Tensor];
        // The mean is a draw without noise, so that the log-variance has a gradient, which is 0.
        const noise =
          encoding === "mean"
            ? tf.zerosLike(mean)
            : tf.tensor(context.random.split("codes").normal(mean.size), mean.shape);
        const codes = reparameterize({ mean, logVariance, noise });
        const inputs = latentTensors(context.latents, {
          spec: latent,
          inputs: context.inputsOf("generator"),
        });
        const images = context.apply("generator", inputs) as tf.Tensor;
        const judge = (image: tf.Tensor, code: tf.Tensor) =>
          context.apply("discriminator", [image, code]) as tf.Tensor;
        shared = {
          encodedScores: judge(toModelRange(x, range), codes),
          generatedScores: judge(images, inputs[0] as tf.Tensor),
        };
        return shared;
      };
      return [
        {
          name: "encoder-generator",
          players: ["encoder", "generator"],
          loss: () => ({ loss: bidirectionalEncoderGeneratorLoss(scores()) }),
        },
        {
          name: "discriminator",
          players: ["discriminator"],
          loss() {
            const { encodedScores, generatedScores } = scores();
            return {
              loss: bidirectionalDiscriminatorLoss(scores()),
              parts: discriminatorErrors({ realScores: encodedScores, fakeScores: generatedScores }, 0),
            };
          },
        },
      ];
    },
  };
}
