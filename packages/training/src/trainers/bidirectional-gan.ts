import { ConfigInvalidError, gridLatents, type LatentSpec, sampleLatents } from "@ganlens/core";
import { generate, latentOf, networkFromLayers, outputRangeOf } from "@ganlens/models";
import {
  type BidirectionalGanConfig,
  bidirectionalGanConfigSchema,
} from "../config/bidirectional-gan-config.ts";
import { fitModel } from "../config/fit-models.ts";
import type { Game } from "../engine/game.ts";
import { bidirectionalObjective } from "../objectives/bidirectional-objective.ts";
import type { Trainer } from "./trainer.ts";

/**
 * A bidirectional GAN: an encoder and a generator learn together, against a discriminator of pairs of an image and a code.
 *
 * At the optimum the encoder inverts the generator, though no error of reconstruction is ever looked at. Its encoder, whose first output
 * is the mean of a code, is the subject's own.
 *
 * @see Donahue, Krähenbühl, Darrell 2017 (BiGAN); Dumoulin et al. 2017 (ALI)
 */
export const bidirectionalGan: Trainer<BidirectionalGanConfig> = {
  id: "bidirectional-gan",
  description:
    "A GAN that learns to encode, too: its discriminator judges pairs of an image and a code (BiGAN, ALI).",
  schema: bidirectionalGanConfigSchema,
  fit(config, info) {
    const data = { shape: info.shape, classes: undefined };
    const fitted = {
      ...config,
      encoder: fitModel(config.encoder, data),
      generator: fitModel(config.generator, data),
      discriminator: fitModel(config.discriminator, data),
      autoencoder: fitModel(config.autoencoder, data),
    };
    assertPairs(fitted);
    return fitted;
  },
  subject(config, info) {
    const range = outputRangeOf(config.generator);
    return {
      shape: info.shape,
      latent: latentOf(config.generator) as LatentSpec,
      ...(range === undefined ? {} : { range: [...range] as [number, number] }),
      generator: { folder: "generator", format: "ganlens" },
      encoder: { folder: "encoder", format: "ganlens", output: 0 },
    };
  },
  game(config): Game {
    const { averageDecay, optimizers, encoding, samples } = config;
    const latent = latentOf(config.generator) as LatentSpec;
    const range = outputRangeOf(config.generator);
    const shown = { spec: latent, range };
    return {
      players: [
        {
          name: "generator",
          model: config.generator,
          optimizer: optimizers.generator,
          averageDecay,
          saved: "always",
        },
        {
          name: "encoder",
          model: config.encoder,
          optimizer: optimizers.encoder,
          averageDecay,
          saved: "always",
        },
        {
          name: "discriminator",
          model: config.discriminator,
          optimizer: optimizers.discriminator,
          saved: "resumable",
        },
      ],
      objective: bidirectionalObjective({ encoding, latent, range }),
      latent,
      rateSchedule: config.rateSchedule,
      sample: ({ network }, random) =>
        generate(networkFromLayers(network("generator")), gridLatents(latent, samples, random), shown),
      generate: ({ network }, { count, random }) =>
        generate(networkFromLayers(network("generator")), sampleLatents(latent, count, random), shown),
    };
  },
};

/** @throws {ConfigInvalidError} when codes, latents and what the discriminator takes differ */
function assertPairs({ encoder, generator, discriminator }: BidirectionalGanConfig): void {
  const [noise, ...others] = latentOf(generator)?.parts ?? [];
  if (noise?.kind !== "noise" || others.length > 0) {
    throw new ConfigInvalidError({
      message: `Setting "generator": expected a generator of noise alone, received ${generator.architecture}.`,
      hint: "Take mlp-generator, dcgan-generator, or another one without classes.",
    });
  }
  if (discriminator.architecture !== "pair-discriminator") {
    throw new ConfigInvalidError({
      message: `Setting "discriminator": expected a discriminator of pairs of an image and a code, received ${discriminator.architecture}.`,
      hint: "Take pair-discriminator.",
    });
  }
  const sizes = [encoder.latent, discriminator.latent];
  if (sizes.some((size) => size !== noise.size)) {
    throw new ConfigInvalidError({
      message: `Expected codes as long as the generator's latent, received encoder.latent=${String(encoder.latent)} and discriminator.latent=${String(discriminator.latent)} for generator.latent=${noise.size}.`,
      hint: "Set all three to the same number.",
    });
  }
}
