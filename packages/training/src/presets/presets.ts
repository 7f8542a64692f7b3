import { unknownNameError } from "@ganlens/core";
import { aae } from "./aae.ts";
import { acGan } from "./ac-gan.ts";
import { annealedVae } from "./annealed-vae.ts";
import { betaTcvae } from "./beta-tcvae.ts";
import { betaVae } from "./beta-vae.ts";
import { bigan } from "./bigan.ts";
import { capsule } from "./capsule.ts";
import { contractiveAutoencoder } from "./contractive-autoencoder.ts";
import { convVae } from "./conv-vae.ts";
import { dann } from "./dann.ts";
import { dcgan } from "./dcgan.ts";
import { demo } from "./demo.ts";
import { denoisingAutoencoder } from "./denoising-autoencoder.ts";
import { dipVae } from "./dip-vae.ts";
import { factorVae } from "./factor-vae.ts";
import { inception } from "./inception.ts";
import { infoVae } from "./info-vae.ts";
import { mlpGan } from "./mlp-gan.ts";
import { ownImages } from "./own-images.ts";
import type { Preset } from "./preset.ts";
import { resnet } from "./resnet.ts";
import { seedMlp } from "./seed-mlp.ts";
import { sngan } from "./sngan.ts";
import { sparseAutoencoder } from "./sparse-autoencoder.ts";
import { vae } from "./vae.ts";
import { vgg } from "./vgg.ts";
import { vqVae } from "./vq-vae.ts";
import { wae } from "./wae.ts";
import { wgan } from "./wgan.ts";
import { wganGp } from "./wgan-gp.ts";
import { wideResnet } from "./wide-resnet.ts";

/** Every preset, in the order of lists. */
export const presets: readonly Preset[] = [
  demo, //
  dcgan,
  acGan,
  sngan,
  ownImages,
  mlpGan,
  seedMlp,
  wgan,
  wganGp,
  vae,
  convVae,
  bigan,
  betaVae,
  annealedVae,
  betaTcvae,
  dipVae,
  wae,
  infoVae,
  denoisingAutoencoder,
  sparseAutoencoder,
  contractiveAutoencoder,
  vqVae,
  aae,
  factorVae,
  resnet,
  wideResnet,
  vgg,
  inception,
  capsule,
  dann,
];

/**
 * The preset of that name.
 *
 * @throws {ConfigInvalidError} when there is none; the hint has the nearest known one
 */
export function findPreset(id: string): Preset {
  const preset = presets.find((candidate) => candidate.id === id);
  if (preset !== undefined) return preset;
  throw unknownNameError({ what: "preset", name: id, known: presets.map((candidate) => candidate.id) });
}
