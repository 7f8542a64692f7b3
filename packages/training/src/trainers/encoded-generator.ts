import type { SubjectRecord } from "@ganlens/core";
import {
  ConfigInvalidError,
  type DatasetInfo,
  gridLatents,
  type LatentSpec,
  sampleLatents,
} from "@ganlens/core";
import {
  generate,
  latentOf,
  type ModelSpec,
  networkFromLayers,
  outputRangeOf,
  type PixelRange,
} from "@ganlens/models";
import { fitModel } from "../config/fit-models.ts";
import type { Game } from "../engine/game.ts";

/** What trainers of a decoder that generates, with an encoder of its own, have in their configurations. */
export interface EncodedGeneratorConfig {
  readonly encoder: ModelSpec;
  readonly generator: ModelSpec;
  readonly autoencoder: ModelSpec;
  readonly samples: number;
}

/** What such a game has beside its players and objective. */
export interface GeneratorGame extends Required<Pick<Game, "latent" | "sample" | "generate">> {
  readonly range: PixelRange | undefined;
}

/**
 * The configuration with its networks fitted to the data.
 *
 * @throws {ConfigInvalidError} when they cannot be, or codes and latents differ
 */
export function fitEncodedGenerator<C extends EncodedGeneratorConfig>(config: C, info: DatasetInfo): C {
  const data = { shape: info.shape, classes: undefined };
  const fitted = {
    ...config,
    encoder: fitModel(config.encoder, data),
    generator: fitModel(config.generator, data),
    autoencoder: fitModel(config.autoencoder, data),
  };
  assertJoined(fitted);
  return fitted;
}

/** The decoder as what lenses look at, and its encoder, whose first output is the mean of a code, as the subject's own. */
export function encodedSubject({ generator }: EncodedGeneratorConfig, info: DatasetInfo): SubjectRecord {
  const range = outputRangeOf(generator);
  return {
    shape: info.shape,
    latent: latentOf(generator) as LatentSpec,
    ...(range === undefined ? {} : { range: [...range] as [number, number] }),
    generator: { folder: "generator", format: "ganlens" },
    encoder: { folder: "encoder", format: "ganlens", output: 0 },
  };
}

/** How the player `generator` is drawn from. */
export function generatorGame({ generator, samples }: EncodedGeneratorConfig): GeneratorGame {
  const latent = latentOf(generator) as LatentSpec;
  const range = outputRangeOf(generator);
  return {
    latent,
    range,
    sample: ({ network }, random) =>
      generate(networkFromLayers(network("generator")), gridLatents(latent, samples, random), {
        spec: latent,
        range,
      }),
    generate: ({ network }, { count, random }) =>
      generate(networkFromLayers(network("generator")), sampleLatents(latent, count, random), {
        spec: latent,
        range,
      }),
  };
}

/** @throws {ConfigInvalidError} when codes and latents differ */
function assertJoined({ encoder, generator }: EncodedGeneratorConfig): void {
  const [noise, ...others] = latentOf(generator)?.parts ?? [];
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
}

/** @throws {ConfigInvalidError} when the decoder's values are not those of its likelihood */
export function assertLikelihood({
  generator,
  likelihood,
}: {
  readonly generator: ModelSpec;
  readonly likelihood: "bernoulli" | "gaussian";
}): void {
  const range = outputRangeOf(generator);
  if (likelihood !== "bernoulli" || (range?.[0] === 0 && range[1] === 1)) return;
  throw new ConfigInvalidError({
    message: `Expected a decoder of values in [0, 1] for likelihood=bernoulli, received ${generator.architecture}.`,
    hint: "Set likelihood=gaussian, or take dense-decoder or conv-decoder.",
  });
}

/** @throws {ConfigInvalidError} for an encoder to codes alone, where a Gaussian of them is wanted */
export function assertGaussian({ encoder }: { readonly encoder: ModelSpec }): void {
  if (encoder.deterministic !== true) return;
  throw new ConfigInvalidError({
    message: `Setting "encoder": expected an encoder to a Gaussian, received ${encoder.architecture} with deterministic=true.`,
    hint: "Leave encoder.deterministic out.",
  });
}

/** @throws {ConfigInvalidError} for a discriminator of anything but codes of that length */
export function assertDiscriminatesCodes({
  encoder,
  discriminator,
}: {
  readonly encoder: ModelSpec;
  readonly discriminator: ModelSpec;
}): void {
  if (discriminator.dimensions === encoder.latent) return;
  throw new ConfigInvalidError({
    message: `Expected a discriminator of codes of encoder.latent=${String(encoder.latent)}, received ${discriminator.architecture} with dimensions=${String(discriminator.dimensions ?? "none")}.`,
    hint: `Set discriminator.architecture=points-discriminator and discriminator.dimensions=${String(encoder.latent)}.`,
  });
}
