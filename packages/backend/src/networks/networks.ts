import { autoencoder } from "./autoencoder.ts";
import { convVae } from "./conv-vae.ts";
import { dcgan } from "./dcgan.ts";
import { mlpGan } from "./mlp-gan.ts";
import type { CreateNetwork } from "./network.ts";
import { pointsGan } from "./points-gan.ts";
import { sparseAutoencoder } from "./sparse-autoencoder.ts";

/** The six networks by the names that the table has. */
export const networks: Readonly<Record<string, CreateNetwork>> = {
  "mlp-gan": mlpGan,
  dcgan,
  "conv-vae": convVae,
  autoencoder,
  "sparse-autoencoder": sparseAutoencoder,
  "points-gan": pointsGan,
};
