import { type LatentSpec, labelPart } from "@ganlens/core";
import {
  type AdversarialLossId,
  adversarialLosses,
  auxiliaryDiscriminatorLoss,
  auxiliaryGeneratorLoss,
  meanSquaredError,
} from "@ganlens/losses";
import { fromModelRange, latentTensors, type PixelRange, toModelRange } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { adaptationParts } from "../augmentation/adaptive/adapt-probability.ts";
import { augmentSamples } from "../augmentation/augment-samples.ts";
import type { AugmentationConfig } from "../augmentation/augmentation-config.ts";
import type { PenaltyConfig } from "../config/gan-config.ts";
import type { Objective, RoundContext, Update, UpdateLoss } from "../engine/objective.ts";
import type { GameView, GanRegulariserTerm } from "../gan-regularisers/gan-regulariser.ts";
import { type GanRegulariserConfig, ganRegulariserOf } from "../gan-regularisers/gan-regularisers.ts";
import { type Discriminated, discriminate, penaltiesDue } from "./discriminate.ts";
import { discriminatorErrors } from "./discriminator-errors.ts";
import { nextGanState, remembers } from "./gan-state.ts";
import { withInstanceNoise } from "./instance-noise.ts";
import { packSamples } from "./pack-samples.ts";

export interface GanObjectiveOptions {
  /** The id of an adversarial loss. */
  readonly loss: AdversarialLossId;
  readonly penalties: readonly PenaltyConfig[];
  readonly regularisers: readonly GanRegulariserConfig[];
  readonly latent: LatentSpec;
  /** The values that the generator's images take. */
  readonly range: PixelRange | undefined;
  /** What changes images before the discriminator sees them; nothing unless given. */
  readonly augmentation: AugmentationConfig | undefined;
  /** Samples that the discriminator judges together. */
  readonly packing: number;
  /** Real samples of a step, of all its rounds, by which adaptive augmentation counts. */
  readonly samples: number;
  /** Rounds in a step; the generator moves in the last one. */
  readonly rounds: number;
  /** Whether a player called `autoencoder` learns to rebuild what the generator makes. */
  readonly beside: boolean;
}

/**
 * A generator and a discriminator against each other, both at the same weights: one batch of real and one of generated samples.
 *
 * Parts are the discriminator's error rates: the shares of real and of generated samples on the wrong side of its boundary b, and
 * r = E sign(D(x) − b), 1 where it takes every real sample for real. With an autoencoder beside the generator, its
 * E‖G(z) − D(E(G(z)))‖² (mean over pixels, in [0, 1]) is one, too; its gradient ends at the samples.
 *
 * Where there is augmentation, real and generated samples are changed alike before they are seen, by draws of their own; the
 * autoencoder sees them as they are. Packs of samples are judged as one.
 *
 * The coefficient `classification` weighs the auxiliary classifier's terms, where there are labels; `instance-noise` is the standard
 * deviation of the noise on all that the discriminator sees, in halves of the range.
 */
export function ganObjective({
  loss,
  penalties: terms,
  regularisers: chosen,
  latent,
  range,
  augmentation,
  packing,
  samples: samplesOfStep,
  rounds,
  beside,
}: GanObjectiveOptions): Objective {
  const { generatorLoss, discriminatorLoss, decisionBoundary, isRelativistic } = adversarialLosses[loss];
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
      const { random, state } = context;
      /** As the discriminator sees them. */
      const shown = (samples: tf.Tensor, kind: string) => {
        const changed = augmentSamples(samples, {
          config: augmentation,
          range,
          random: random.split(`augmentation-${kind}`),
          state,
        });
        return packSamples(
          withInstanceNoise(changed, {
            deviation: context.coefficients["instance-noise"] ?? 0,
            range,
            random: random.split(`instance-noise-${kind}`),
          }),
          packing,
        );
      };
      // Both losses look at the same samples: they are generated and discriminated once, and so are real ones.
      let sharedReal: ({ readonly seen: tf.Tensor } & Discriminated) | undefined;
      const real = () => {
        if (sharedReal === undefined) {
          const samples = toModelRange(tf.tensor(batch.x.data, [...batch.x.shape]), range);
          const seen = shown(samples, "real");
          sharedReal = { seen, ...discriminate(context, seen, { labels: realLabels, updateStats: true }) };
        }
        return sharedReal;
      };
      let shared: ({ readonly samples: tf.Tensor; readonly seen: tf.Tensor } & Discriminated) | undefined;
      const fake = () => {
        if (shared === undefined) {
          const samples = generated();
          const seen = shown(samples, "fake");
          shared = {
            samples,
            seen,
            ...discriminate(context, seen, { labels: fakeLabels, updateStats: true }),
          };
        }
        return shared;
      };
      const view = (): GameView => ({
        real: { samples: real().seen, scores: real().score },
        fake: { samples: fake().seen, scores: fake().score },
        score: (samples, kind) =>
          discriminate(context, samples, {
            labels: kind === "real" ? realLabels : fakeLabels,
            updateStats: false,
          }).score,
        moved: (deviation) => {
          const z = latents.z.data;
          const steps = random.split("moved-latents").normal(z.length);
          const data = z.map((value, i) => value + deviation * (steps[i] as number));
          const inputs = latentTensors(
            { ...latents, z: { ...latents.z, data } },
            { spec: latent, inputs: context.inputsOf("generator") },
          );
          return shown(context.apply("generator", inputs, { updateStats: false }) as tf.Tensor, "fake");
        },
        augmented: (samples, kind) =>
          augmentSamples(samples, {
            config: shifted,
            range,
            random: random.split(`consistency-${kind}`),
            state,
          }),
        random,
        numbers: state.numbers,
      });
      const generator: Update = {
        name: "generator",
        players: ["generator"],
        loss() {
          const { score, classLogits } = fake();
          const adversarial = withTerms(
            generatorLoss({ fakeScores: score, ...(isRelativistic ? { realScores: real().score } : {}) }),
            chosen.map((each) => ganRegulariserOf(each).generatorTerm?.(each, view())),
          ).loss;
          if (fakeLabels === undefined || classLogits === undefined) return { loss: adversarial };
          const classification = auxiliaryGeneratorLoss({ fakeLogits: classLogits, fakeLabels });
          return weighted(adversarial, classification, context);
        },
      };
      const discriminator: Update = {
        name: "discriminator",
        players: ["discriminator"],
        loss() {
          const ofReal = real();
          const ofFake = fake();
          const scores = { realScores: ofReal.score, fakeScores: ofFake.score };
          const { loss: regularised, parts: told } = withTerms(
            discriminatorLoss(scores),
            chosen.map((each) => ganRegulariserOf(each).discriminatorTerm?.(each, view())),
          );
          const parts = {
            ...(decisionBoundary === null ? {} : discriminatorErrors(scores, decisionBoundary)),
            ...(augmentation?.kind === "adaptive" ? adaptationParts(state, augmentation) : {}),
            ...told,
          };
          const adversarial = penaltiesDue(terms, {
            context,
            real: ofReal.seen,
            fake: ofFake.seen,
            labels: { real: realLabels, fake: fakeLabels },
          }).reduce<tf.Scalar>((sum, term) => tf.add(sum, term), regularised);
          if (realLabels === undefined || fakeLabels === undefined) return { loss: adversarial, parts };
          if (ofReal.classLogits === undefined || ofFake.classLogits === undefined)
            return { loss: adversarial, parts };
          const classification = auxiliaryDiscriminatorLoss({
            realLogits: ofReal.classLogits,
            realLabels,
            fakeLogits: ofFake.classLogits,
            fakeLabels,
          });
          return { ...weighted(adversarial, classification, context), parts };
        },
      };
      const autoencoder: Update = {
        name: "autoencoder",
        players: ["autoencoder"],
        loss() {
          const target = fromModelRange(shared?.samples ?? generated(), range);
          const prediction = context.apply("autoencoder", target) as tf.Tensor;
          const error = meanSquaredError({ target, prediction });
          return { loss: error, parts: { "autoencoder/error": error } };
        },
      };
      if (context.round < rounds - 1) return [discriminator];
      return beside ? [generator, discriminator, autoencoder] : [generator, discriminator];
    },
    ...(remembers({ augmentation, regularisers: chosen })
      ? {
          advance: (state, { parts }) =>
            nextGanState(state, { augmentation, regularisers: chosen, parts, samples: samplesOfStep }),
        }
      : {}),
  };
}

/** What consistency changes images by: shifts alone, which keep what they show. */
const shifted: AugmentationConfig = { kind: "differentiable", policies: ["translation"], fill: 0 };

/** A loss, the terms that are added to it, and what they tell. */
function withTerms(
  loss: tf.Scalar,
  terms: readonly (GanRegulariserTerm | undefined)[],
): { readonly loss: tf.Scalar; readonly parts: Readonly<Record<string, tf.Scalar>> } {
  const given = terms.filter((term) => term !== undefined);
  return {
    loss: given.reduce<tf.Scalar>((sum, term) => tf.add(sum, term.loss), loss),
    parts: Object.assign({}, ...given.map(({ parts }) => parts)),
  };
}

function weighted(
  adversarial: tf.Scalar,
  classification: tf.Scalar,
  { coefficients }: RoundContext,
): UpdateLoss {
  return { loss: tf.add(adversarial, tf.mul(classification, coefficients.classification ?? 1)) };
}
