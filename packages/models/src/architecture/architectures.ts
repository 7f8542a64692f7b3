import { ConfigInvalidError } from "@ganlens/core";
import { capsuleClassifier } from "../architectures/capsule-classifier.ts";
import { convAutoencoder } from "../architectures/conv-autoencoder.ts";
import { convDecoder } from "../architectures/conv-decoder.ts";
import { convEncoder } from "../architectures/conv-encoder.ts";
import { dcganDiscriminator } from "../architectures/dcgan-discriminator.ts";
import { dcganGenerator } from "../architectures/dcgan-generator.ts";
import { denseAutoencoder } from "../architectures/dense-autoencoder.ts";
import { denseDecoder } from "../architectures/dense-decoder.ts";
import { denseEncoder } from "../architectures/dense-encoder.ts";
import { digitClassifier } from "../architectures/digit-classifier.ts";
import { imageClassifier } from "../architectures/image-classifier.ts";
import { inceptionClassifier } from "../architectures/inception-classifier.ts";
import { mlpDiscriminator } from "../architectures/mlp-discriminator.ts";
import { mlpGenerator } from "../architectures/mlp-generator.ts";
import { nestedAutoencoder } from "../architectures/nested-autoencoder.ts";
import { pairDiscriminator } from "../architectures/pair-discriminator.ts";
import { pointsDiscriminator } from "../architectures/points-discriminator.ts";
import { pointsGenerator } from "../architectures/points-generator.ts";
import { residualClassifier } from "../architectures/residual-classifier.ts";
import { residualDiscriminator } from "../architectures/residual-discriminator.ts";
import { residualGenerator } from "../architectures/residual-generator.ts";
import { seedAutoencoder } from "../architectures/seed-autoencoder.ts";
import { seedMlpDiscriminator } from "../architectures/seed-mlp-discriminator.ts";
import { seedMlpGenerator } from "../architectures/seed-mlp-generator.ts";
import { vectorQuantizedAutoencoder } from "../architectures/vector-quantized-autoencoder.ts";
import { vggClassifier } from "../architectures/vgg-classifier.ts";
import { wideResidualClassifier } from "../architectures/wide-residual-classifier.ts";
import type { Architecture } from "./architecture.ts";

const registry = new Map<string, Architecture<unknown>>();

/** Every architecture that a {@link ModelSpec} can name, by id. */
export const architectures: ReadonlyMap<string, Architecture<unknown>> = registry;

/**
 * Makes an architecture known to {@link buildModel} and to every config.
 *
 * @throws {ConfigInvalidError} when its id is taken
 */
export function registerArchitecture<C>(architecture: Architecture<C>): void {
  if (registry.has(architecture.id)) {
    throw new ConfigInvalidError({
      message: `Expected a new architecture, received "${architecture.id}", which is already registered.`,
      hint: "Give it another id.",
    });
  }
  // Methods take their own parsed config and nothing else ever calls them, so forgetting C here is safe.
  registry.set(architecture.id, architecture as Architecture<unknown>);
}

for (const architecture of [
  seedMlpGenerator,
  seedMlpDiscriminator,
  seedAutoencoder,
  mlpGenerator,
  mlpDiscriminator,
  pairDiscriminator,
  dcganGenerator,
  dcganDiscriminator,
  residualGenerator,
  residualDiscriminator,
  pointsGenerator,
  pointsDiscriminator,
  denseAutoencoder,
  convAutoencoder,
  nestedAutoencoder,
  denseEncoder,
  denseDecoder,
  convEncoder,
  convDecoder,
  vectorQuantizedAutoencoder,
  digitClassifier,
  imageClassifier,
  residualClassifier,
  wideResidualClassifier,
  vggClassifier,
  inceptionClassifier,
  capsuleClassifier,
]) {
  registerArchitecture(architecture as Architecture<unknown>);
}
