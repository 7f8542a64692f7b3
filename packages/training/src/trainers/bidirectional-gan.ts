import { ConfigInvalidError } from "@ganlens/core";
import {
  type BidirectionalGanConfig,
  bidirectionalGanConfigSchema,
} from "../config/bidirectional-gan-config.ts";
import { fitModel } from "../config/fit-models.ts";
import type { Game } from "../engine/game.ts";
import { bidirectionalObjective } from "../objectives/bidirectional-objective.ts";
import { encodedSubject, fitEncodedGenerator, generatorGame } from "./encoded-generator.ts";
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
      ...fitEncodedGenerator(config, info),
      discriminator: fitModel(config.discriminator, data),
    };
    assertPairs(fitted);
    return fitted;
  },
  subject: encodedSubject,
  game(config): Game {
    const { averageDecay, optimizers, encoding } = config;
    const { latent, range, sample, generate } = generatorGame(config);
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
      sample,
      generate,
    };
  },
};

/** @throws {ConfigInvalidError} for a discriminator of anything but pairs with codes of that length */
function assertPairs({ encoder, discriminator }: BidirectionalGanConfig): void {
  if (discriminator.architecture !== "pair-discriminator") {
    throw new ConfigInvalidError({
      message: `Setting "discriminator": expected a discriminator of pairs of an image and a code, received ${discriminator.architecture}.`,
      hint: "Take pair-discriminator.",
    });
  }
  if (discriminator.latent === encoder.latent) return;
  throw new ConfigInvalidError({
    message: `Expected pairs with codes of encoder.latent=${String(encoder.latent)}, received discriminator.latent=${String(discriminator.latent)}.`,
    hint: "Set both to the same number.",
  });
}
