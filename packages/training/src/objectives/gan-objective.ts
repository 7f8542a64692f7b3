import { type LatentSpec, labelPart } from "@ganlens/core";
import {
  type AdversarialLossId,
  adversarialLosses,
  auxiliaryDiscriminatorLoss,
  auxiliaryGeneratorLoss,
  penalties,
} from "@ganlens/losses";
import { latentTensors, type PixelRange, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import type { PenaltyConfig } from "../config/gan-config.ts";
import type { Objective, RoundContext, Update, UpdateLoss } from "../engine/objective.ts";

export interface GanObjectiveOptions {
  /** The id of an adversarial loss. */
  readonly loss: AdversarialLossId;
  readonly penalties: readonly PenaltyConfig[];
  readonly latent: LatentSpec;
  /** The values that the generator's images take. */
  readonly range: PixelRange | undefined;
  /** Rounds in a step; the generator moves in the last one. */
  readonly rounds: number;
}

/**
 * A generator and a discriminator against each other, both at the same weights: one batch of real and one of generated samples.
 *
 * The coefficient `classification` weighs the auxiliary classifier's terms, where there are labels.
 */
export function ganObjective({
  loss,
  penalties: terms,
  latent,
  range,
  rounds,
}: GanObjectiveOptions): Objective {
  const { generatorLoss, discriminatorLoss } = adversarialLosses[loss];
  const labelled = labelPart(latent) !== undefined;
  const labelTensor = (labels: Int32Array | undefined) =>
    labelled && labels !== undefined ? tf.tensor1d(labels, "int32") : undefined;
  return {
    updates(context) {
      const batch = context.batch();
      const { latents } = context;
      const fakeLabels = labelTensor(latents.labels);
      const realLabels = labelTensor(batch.labels);
      const generated = () =>
        context.apply(
          "generator",
          latentTensors(latents, { spec: latent, inputs: context.inputsOf("generator") }),
        ) as tf.Tensor;
      // The generator's pass keeps its samples, so that the discriminator's gradient does not generate them again.
      let fake: tf.Tensor | undefined;
      const generator: Update = {
        name: "generator",
        players: ["generator"],
        loss() {
          const samples = generated();
          fake = context.keep(samples);
          const { score, classLogits } = discriminate(context, samples, { updateStats: false });
          const adversarial = generatorLoss({ fakeScores: score });
          if (fakeLabels === undefined || classLogits === undefined) return { loss: adversarial };
          const classification = auxiliaryGeneratorLoss({ fakeLogits: classLogits, fakeLabels });
          return weighted(adversarial, classification, context);
        },
      };
      const discriminator: Update = {
        name: "discriminator",
        players: ["discriminator"],
        loss() {
          const real = toModelRange(tf.tensor(batch.x.data, [...batch.x.shape]), range);
          const ofReal = discriminate(context, real, { updateStats: true });
          const samples = fake ?? generated();
          const ofFake = discriminate(context, samples, { updateStats: true });
          const adversarial = penaltiesDue(terms, { context, real, fake: samples }).reduce<tf.Scalar>(
            (sum, term) => tf.add(sum, term),
            discriminatorLoss({ realScores: ofReal.score, fakeScores: ofFake.score }),
          );
          if (realLabels === undefined || fakeLabels === undefined) return { loss: adversarial };
          if (ofReal.classLogits === undefined || ofFake.classLogits === undefined)
            return { loss: adversarial };
          const classification = auxiliaryDiscriminatorLoss({
            realLogits: ofReal.classLogits,
            realLabels,
            fakeLogits: ofFake.classLogits,
            fakeLabels,
          });
          return weighted(adversarial, classification, context);
        },
      };
      return context.round === rounds - 1 ? [generator, discriminator] : [discriminator];
    },
  };
}

/** weight · every · penalty of the terms that are due at this step. */
function penaltiesDue(
  terms: readonly PenaltyConfig[],
  {
    context,
    real,
    fake,
  }: { readonly context: RoundContext; readonly real: tf.Tensor; readonly fake: tf.Tensor },
): readonly tf.Scalar[] {
  const due = terms.filter(({ every }) => context.step % every === 0);
  return due.map(({ name, weight, every }) => {
    const value = penalties[name].penalty({
      discriminate: (x) => discriminate(context, x, { updateStats: false }).score,
      real,
      fake,
      random: context.random.split(name),
    });
    return tf.mul(value, weight * every);
  });
}

function discriminate(
  context: RoundContext,
  x: tf.Tensor,
  options: { readonly updateStats: boolean },
): { readonly score: tf.Tensor; readonly classLogits: tf.Tensor | undefined } {
  const output = context.apply("discriminator", x, options);
  const [score, classLogits] = Array.isArray(output) ? output : [output];
  return { score: score as tf.Tensor, classLogits };
}

function weighted(
  adversarial: tf.Scalar,
  classification: tf.Scalar,
  { coefficients }: RoundContext,
): UpdateLoss {
  return { loss: tf.add(adversarial, tf.mul(classification, coefficients.classification ?? 1)) };
}
