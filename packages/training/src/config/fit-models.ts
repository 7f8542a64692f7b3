import { ConfigInvalidError, type DatasetInfo } from "@ganlens/core";
import { architectureOf, type ModelSpec, parseModelSpec } from "@ganlens/models";
import * as z from "zod";
import type { AutoencoderConfig } from "./autoencoder-config.ts";
import type { GanConfig } from "./gan-config.ts";

/** What models must be fitted to. */
interface DataShape {
  readonly shape: readonly number[];
  readonly classes: number | undefined;
}

/**
 * A GAN's configuration with its models fitted to the data: image size, channels and, when conditional, classes.
 *
 * @throws {ConfigInvalidError} when conditions are asked for that the data or the networks do not have, or when a
 * network cannot have the data's shape
 */
export function fitGanModels(config: GanConfig, info: DatasetInfo): GanConfig {
  const able = [config.generator, config.discriminator].every((spec) => settingsOf(spec).includes("classes"));
  const classes = info.classes?.length;
  if (config.conditional === true && (classes === undefined || !able)) {
    throw new ConfigInvalidError({
      message:
        classes === undefined
          ? `Expected data with classes for a conditional GAN, but ${info.name} has none.`
          : `Expected networks that take a class, received ${config.generator.architecture} and ${config.discriminator.architecture}.`,
      hint: "Set conditional=false, or use networks and data that have classes.",
    });
  }
  const conditional = config.conditional === "auto" ? able && classes !== undefined : config.conditional;
  const data = { shape: info.shape, classes: conditional ? classes : undefined };
  return {
    ...config,
    conditional,
    generator: fitModel(config.generator, data),
    discriminator: fitModel(config.discriminator, data),
    // Lenses look at images; the autoencoder of points is left as it is.
    autoencoder: info.kind === "image" ? fitModel(config.autoencoder, data) : config.autoencoder,
  };
}

/** An autoencoder's configuration with its model fitted to the data. */
export function fitAutoencoder(config: AutoencoderConfig, info: DatasetInfo): AutoencoderConfig {
  return { ...config, autoencoder: fitModel(config.autoencoder, { shape: info.shape, classes: undefined }) };
}

/**
 * A specification whose settings of shape follow the data; all others stay.
 *
 * The names mean the same in every architecture: `shape` is [height, width, channels], `size` the side of a square
 * image, `channels` and `classes` their numbers.
 */
export function fitModel(spec: ModelSpec, { shape, classes }: DataShape): ModelSpec {
  const [height, width, channels] = shape;
  const { fixedShape } = architectureOf(spec);
  if (fixedShape !== undefined && fixedShape.join() !== shape.join()) {
    throw new ConfigInvalidError({
      message: `Expected images of ${fixedShape.join(" × ")} for ${spec.architecture}, received ${shape.join(" × ")}.`,
      hint: "Take another preset: dcgan and mlp-gan follow the data's shape.",
    });
  }
  if (shape.length === 3 && height !== width && settingsOf(spec).includes("size")) {
    throw new ConfigInvalidError({
      message: `Expected square images for ${spec.architecture}, received ${height} × ${width}.`,
      hint: "Take mlp-gan, which follows any shape, or make the images square.",
    });
  }
  const { classes: _, ...rest } = spec as ModelSpec & { classes?: number };
  const fitting: Record<string, unknown> = { shape, size: height, channels, classes };
  const settings = settingsOf(spec).filter((key) => key in fitting && fitting[key] !== undefined);
  return parseModelSpec({ ...rest, ...Object.fromEntries(settings.map((key) => [key, fitting[key]])) });
}

function settingsOf(spec: ModelSpec): readonly string[] {
  const schema = architectureOf(spec).config;
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
