import {
  type DatasetInfo,
  gridLatents,
  type LatentSpec,
  sampleLatents,
  withClassFrequencies,
} from "@ganlens/core";
import { generate, latentOf, networkFromLayers, outputRangeOf } from "@ganlens/models";
import { fitGanModels } from "../config/fit-models.ts";
import { type GanConfig, ganConfigSchema } from "../config/gan-config.ts";
import type { Game } from "../engine/game.ts";
import { ganObjective } from "../objectives/gan-objective.ts";
import { ganStateStart, remembers } from "../objectives/gan-state.ts";
import type { Trainer } from "./trainer.ts";

/**
 * A GAN: min over G, max over D of E log D(x) + E log(1 − D(G(z))), or the variant that the configuration names.
 *
 * What is shown and saved as `generator` is the moving average of the generator's weights.
 *
 * @see Goodfellow et al. 2014, algorithm 1
 */
export const gan: Trainer<GanConfig> = {
  id: "gan",
  description: "A generator and a discriminator that learn against each other.",
  schema: ganConfigSchema,
  fit: fitGanModels,
  subject(config, info) {
    const range = outputRangeOf(config.generator);
    return {
      shape: info.shape,
      latent: latentFor(config, info),
      ...(range === undefined ? {} : { range: [...range] as [number, number] }),
      generator: { folder: "generator", format: "ganlens" },
      ...(judgesSingleImages(config)
        ? { discriminator: { folder: "discriminator", format: "ganlens" as const } }
        : {}),
    };
  },
  game(config, info): Game {
    const latent = latentFor(config, info);
    const range = outputRangeOf(config.generator);
    const { beside, evaluation, instanceNoise } = config;
    return {
      players: [
        {
          name: "generator",
          model: config.generator,
          optimizer: config.optimizers.generator,
          averageDecay: config.averageDecay,
          saved: "always",
        },
        {
          name: "discriminator",
          model: config.discriminator,
          optimizer: config.optimizers.discriminator,
          saved: "resumable",
          ...(config.clip === undefined ? {} : { clip: config.clip }),
        },
        ...(beside === undefined
          ? []
          : [
              {
                name: "autoencoder",
                model: beside.autoencoder,
                optimizer: beside.optimizer,
                saved: "resumable" as const,
              },
            ]),
      ],
      objective: ganObjective({
        loss: config.loss,
        penalties: config.penalties,
        regularisers: config.regularisers,
        latent,
        range,
        augmentation: config.augmentation,
        packing: config.packing,
        samples: config.batchSize * config.accumulate * config.criticSteps,
        rounds: config.criticSteps,
        beside: beside !== undefined,
      }),
      latent,
      rounds: config.criticSteps,
      rateSchedule: config.rateSchedule,
      ...(remembers(config) ? { state: ganStateStart(config) } : {}),
      coefficients: (step) => ({
        classification: config.classWeight,
        ...(instanceNoise === undefined
          ? {}
          : { "instance-noise": instanceNoise.deviation * Math.max(0, 1 - step / instanceNoise.steps) }),
      }),
      sample: ({ network }, random) =>
        generate(networkFromLayers(network("generator")), gridLatents(latent, config.samples, random), {
          spec: latent,
          range,
        }),
      generate: ({ network }, { count, random }) =>
        generate(networkFromLayers(network("generator")), sampleLatents(latent, count, random), {
          spec: latent,
          range,
        }),
      ...(evaluation === undefined ? {} : { evaluation }),
    };
  },
};

/** Not so where it judges packs of images, or is told an image's class, which nobody knows of an image that is brought to it. */
function judgesSingleImages({ packing, discriminator }: GanConfig): boolean {
  const isTold =
    discriminator.architecture === "residual-discriminator" && discriminator.classes !== undefined;
  return packing === 1 && !isTold;
}

/** Labels are drawn as often as the data have them. */
function latentFor(config: GanConfig, info: DatasetInfo): LatentSpec {
  return withClassFrequencies(latentOf(config.generator) as LatentSpec, info);
}
