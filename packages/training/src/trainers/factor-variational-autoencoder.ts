import {
  type FactorVariationalAutoencoderConfig,
  factorVariationalAutoencoderConfigSchema,
} from "../config/factor-variational-autoencoder-config.ts";
import type { Game } from "../engine/game.ts";
import { factorObjective } from "../objectives/factor-objective.ts";
import {
  assertDiscriminatesCodes,
  assertGaussian,
  assertLikelihood,
  encodedSubject,
  fitEncodedGenerator,
  generatorGame,
} from "./encoded-generator.ts";
import type { Trainer } from "./trainer.ts";

/**
 * A FactorVAE: a variational autoencoder whose codes are made independent, by a discriminator that estimates their total correlation.
 *
 * @see Kim, Mnih 2018
 */
export const factorVariationalAutoencoder: Trainer<FactorVariationalAutoencoderConfig> = {
  id: "factor-variational-autoencoder",
  description: "A variational autoencoder whose codes a discriminator makes independent (FactorVAE).",
  schema: factorVariationalAutoencoderConfigSchema,
  fit(config, info) {
    const fitted = fitEncodedGenerator(config, info);
    assertLikelihood(fitted);
    assertGaussian(fitted);
    assertDiscriminatesCodes(fitted);
    return fitted;
  },
  subject: encodedSubject,
  game(config): Game {
    const { likelihood, gamma, averageDecay, optimizers } = config;
    const { range, ...drawn } = generatorGame(config);
    const averaged = { optimizer: optimizers.autoencoder, averageDecay, saved: "always" } as const;
    return {
      players: [
        { name: "generator", model: config.generator, ...averaged },
        { name: "encoder", model: config.encoder, ...averaged },
        {
          name: "discriminator",
          model: config.discriminator,
          optimizer: optimizers.discriminator,
          saved: "resumable",
        },
      ],
      objective: factorObjective({ likelihood, gamma, range }),
      rateSchedule: config.rateSchedule,
      falling: ["bound"],
      ...drawn,
    };
  },
};
