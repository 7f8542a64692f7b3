import { ConfigInvalidError, gridLatents, type LatentSpec, sampleLatents } from "@ganlens/core";
import { generate, latentOf, networkFromLayers, outputRangeOf } from "@ganlens/models";
import { fitModel } from "../config/fit-models.ts";
import {
  type VariationalAutoencoderConfig,
  variationalAutoencoderConfigSchema,
} from "../config/variational-autoencoder-config.ts";
import type { Game } from "../engine/game.ts";
import { variationalObjective } from "../objectives/variational-objective.ts";
import type { Trainer } from "./trainer.ts";

/**
 * A variational autoencoder: an encoder to a Gaussian of codes, and a decoder that is a generator from N(0, I).
 *
 * What is shown and saved as `generator` is the moving average of the decoder's weights. Its encoder, whose first output is the mean of a
 * code, is the subject's own.
 *
 * @see Kingma, Welling 2014
 */
export const variationalAutoencoder: Trainer<VariationalAutoencoderConfig, { readonly samples: number }> = {
  id: "variational-autoencoder",
  description:
    "A variational autoencoder: an encoder to a Gaussian of codes, and a decoder that generates from noise.",
  schema: variationalAutoencoderConfigSchema,
  fit(config, info) {
    const data = { shape: info.shape, classes: undefined };
    const fitted = {
      ...config,
      encoder: fitModel(config.encoder, data),
      generator: fitModel(config.generator, data),
      autoencoder: fitModel(config.autoencoder, data),
    };
    assertJoined(fitted);
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
  prepare: async (_, dataset) => ({ samples: dataset.size }),
  game(config, _, { samples }): Game {
    const { optimizer, likelihood, beta, freeBits, draws, averageDecay, regulariser } = config;
    const latent = latentOf(config.generator) as LatentSpec;
    const range = outputRangeOf(config.generator);
    return {
      players: [
        { name: "generator", model: config.generator, optimizer, averageDecay, saved: "always" },
        { name: "encoder", model: config.encoder, optimizer, averageDecay, saved: "always" },
      ],
      objective: variationalObjective({
        likelihood,
        beta,
        freeBits,
        draws,
        range,
        regulariser,
        datasetSize: samples,
      }),
      latent,
      rateSchedule: config.rateSchedule,
      falling: ["bound"],
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
    };
  },
};

/** @throws {ConfigInvalidError} when codes and latents differ, or the decoder's values are not those of its likelihood */
function assertJoined({ encoder, generator, likelihood }: VariationalAutoencoderConfig): void {
  const parts = latentOf(generator)?.parts ?? [];
  const [noise, ...others] = parts;
  if (noise?.kind !== "noise" || noise.prior !== "normal" || others.length > 0) {
    throw new ConfigInvalidError({
      message: `Setting "generator": expected a decoder of normal codes alone, received ${generator.architecture}.`,
      hint: "Take dense-decoder, conv-decoder, or another generator without classes.",
    });
  }
  if (encoder.latent !== noise.size) {
    throw new ConfigInvalidError({
      message: `Expected codes of the encoder as long as the decoder's latent, received encoder.latent=${String(encoder.latent)} and generator.latent=${noise.size}.`,
      hint: "Set both to the same number.",
    });
  }
  const range = outputRangeOf(generator);
  if (likelihood === "bernoulli" && (range?.[0] !== 0 || range[1] !== 1)) {
    throw new ConfigInvalidError({
      message: `Expected a decoder of values in [0, 1] for likelihood=bernoulli, received ${generator.architecture}.`,
      hint: "Set likelihood=gaussian, or take dense-decoder or conv-decoder.",
    });
  }
}
