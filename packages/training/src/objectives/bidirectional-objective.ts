import type { LatentSpec } from "@ganlens/core";
import { bidirectionalDiscriminatorLoss, bidirectionalEncoderGeneratorLoss } from "@ganlens/losses";
import { latentTensors, type PixelRange, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { Objective } from "../engine/objective.ts";
import { discriminatorErrors } from "./discriminator-errors.ts";
import { drawCodes } from "./draw-codes.ts";

export interface BidirectionalObjectiveOptions {
  readonly encoding: "mean" | "drawn";
  readonly latent: LatentSpec;
  /** The values that images take, those that the encoder sees and those that the generator draws. */
  readonly range: PixelRange | undefined;
}

/**
 * A discriminator of pairs against an encoder and a generator: (x, E(x)) of real images against (G(z), z); encoder and generator follow
 * one gradient, that of the same logits with the answers exchanged.
 *
 * Its players are called `encoder`, `generator` and `discriminator`. Parts are the discriminator's error rates, of encoded (`real`) and
 * of generated (`fake`) pairs. The statistics are those of the codes' means.
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
      let shared:
        | (Pick<ReturnType<typeof drawCodes>, "statistics"> & {
            readonly encodedScores: tf.Tensor;
            readonly generatedScores: tf.Tensor;
          })
        | undefined;
      // Both losses look at the same pairs.
      const scores = () => {
        if (shared !== undefined) return shared;
        const batch = context.batch();
        const target = toModelRange(tf.tensor(batch.x.data, [...batch.x.shape]), range);
        const { codes, statistics } = drawCodes(context, target, { noisy: encoding === "drawn" });
        const inputs = latentTensors(context.latents, {
          spec: latent,
          inputs: context.inputsOf("generator"),
        });
        const images = context.apply("generator", inputs) as tf.Tensor;
        const judge = (image: tf.Tensor, code: tf.Tensor) =>
          context.apply("discriminator", [image, code]) as tf.Tensor;
        shared = {
          encodedScores: judge(target, codes),
          generatedScores: judge(images, inputs[0] as tf.Tensor),
          statistics,
        };
        return shared;
      };
      return [
        {
          name: "encoder-generator",
          players: ["encoder", "generator"],
          loss: () => ({
            loss: bidirectionalEncoderGeneratorLoss(scores()),
            statistics: scores().statistics,
          }),
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
