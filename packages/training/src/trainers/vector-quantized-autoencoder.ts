import { ConfigInvalidError } from "@ganlens/core";
import { fitModel } from "../config/fit-models.ts";
import {
  type VectorQuantizedAutoencoderRunConfig,
  vectorQuantizedAutoencoderConfigSchema,
} from "../config/vector-quantized-autoencoder-config.ts";
import type { Game } from "../engine/game.ts";
import { vectorQuantizedObjective } from "../objectives/vector-quantized-objective.ts";
import type { Trainer } from "./trainer.ts";

/**
 * A VQ-VAE: an encoder, a codebook and a decoder, which are parts of one network.
 *
 * A codebook of moving averages moves in every shard by its own codes, and becomes the mean of the shards' codebooks.
 *
 * @see van den Oord, Vinyals, Kavukcuoglu 2017
 */
export const vectorQuantizedAutoencoder: Trainer<VectorQuantizedAutoencoderRunConfig> = {
  id: "vector-quantized-autoencoder",
  description: "An autoencoder whose codes are entries of a codebook (VQ-VAE).",
  schema: vectorQuantizedAutoencoderConfigSchema,
  fit(config, info) {
    if (typeof config.autoencoder.entries !== "number") {
      throw new ConfigInvalidError({
        message: `Setting "autoencoder": expected an autoencoder with a codebook, received ${config.autoencoder.architecture}.`,
        hint: "Take vector-quantized-autoencoder.",
      });
    }
    return {
      ...config,
      autoencoder: fitModel(config.autoencoder, { shape: info.shape, classes: undefined }),
    };
  },
  subject: (_, info) => ({ shape: info.shape }),
  game({ autoencoder, commitment, optimizer, rateSchedule }): Game {
    const { entries, decay } = autoencoder as unknown as { entries: number; decay: number };
    return {
      players: [{ name: "autoencoder", model: autoencoder, optimizer, saved: "always" }],
      objective: vectorQuantizedObjective({ commitment, entries, learnsCodebook: decay === 0 }),
      falling: ["autoencoder"],
      rateSchedule,
    };
  },
};
