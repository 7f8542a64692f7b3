import {
  type AdversarialAutoencoderConfig,
  adversarialAutoencoderConfigSchema,
} from "../config/adversarial-autoencoder-config.ts";
import type { Game } from "../engine/game.ts";
import { adversarialAutoencoderObjective } from "../objectives/adversarial-autoencoder-objective.ts";
import {
  assertDiscriminatesCodes,
  encodedSubject,
  fitEncodedGenerator,
  generatorGame,
} from "./encoded-generator.ts";
import type { Trainer } from "./trainer.ts";

/**
 * An adversarial autoencoder: an encoder whose codes a discriminator cannot tell from N(0, I), and a decoder that generates from it.
 *
 * What is shown and saved of encoder and decoder is the moving average of their weights.
 *
 * @see Makhzani et al. 2016
 */
export const adversarialAutoencoder: Trainer<AdversarialAutoencoderConfig> = {
  id: "adversarial-autoencoder",
  description: "An autoencoder whose codes a discriminator holds at the prior (AAE); its decoder generates.",
  schema: adversarialAutoencoderConfigSchema,
  fit(config, info) {
    const fitted = fitEncodedGenerator(config, info);
    assertDiscriminatesCodes(fitted);
    return fitted;
  },
  subject: encodedSubject,
  game(config): Game {
    const { adversarialWeight, averageDecay, optimizers } = config;
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
      objective: adversarialAutoencoderObjective({ adversarialWeight, range }),
      rateSchedule: config.rateSchedule,
      ...drawn,
    };
  },
};
