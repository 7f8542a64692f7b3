import {
  type VariationalAutoencoderConfig,
  variationalAutoencoderConfigSchema,
} from "../config/variational-autoencoder-config.ts";
import type { Game } from "../engine/game.ts";
import { variationalObjective } from "../objectives/variational-objective.ts";
import {
  assertGaussian,
  assertLikelihood,
  encodedSubject,
  fitEncodedGenerator,
  generatorGame,
} from "./encoded-generator.ts";
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
    const fitted = fitEncodedGenerator(config, info);
    assertLikelihood(fitted);
    assertGaussian(fitted);
    return fitted;
  },
  subject: encodedSubject,
  prepare: async (_, dataset) => ({ samples: dataset.size }),
  game(config, _, { samples }): Game {
    const { optimizer, averageDecay } = config;
    const { range, ...drawn } = generatorGame(config);
    return {
      players: [
        { name: "generator", model: config.generator, optimizer, averageDecay, saved: "always" },
        { name: "encoder", model: config.encoder, optimizer, averageDecay, saved: "always" },
      ],
      objective: variationalObjective({ ...config, range, datasetSize: samples }),
      rateSchedule: config.rateSchedule,
      falling: ["bound"],
      ...drawn,
    };
  },
};
