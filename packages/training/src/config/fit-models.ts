import { ConfigInvalidError, type DatasetInfo } from "@ganlens/core";
import { adversarialLosses } from "@ganlens/losses";
import { architectureOf, type ModelSpec, parseModelSpec } from "@ganlens/models";
import * as z from "zod";
import { ganRegulariserOf } from "../gan-regularisers/gan-regularisers.ts";
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
  // One class tells the networks nothing.
  const classes = info.classes !== undefined && info.classes.length > 1 ? info.classes.length : undefined;
  if (config.conditional === true && (classes === undefined || !able)) {
    throw new ConfigInvalidError({
      message:
        classes === undefined
          ? `Expected data with classes for a conditional GAN, but ${info.name} has ${info.classes?.length === 1 ? "only one" : "none"}.`
          : `Expected networks that take a class, received ${config.generator.architecture} and ${config.discriminator.architecture}.`,
      hint: "Set conditional=false, or use networks and data that have classes.",
    });
  }
  const { packing } = config;
  assertPacking(config);
  assertAugmentation(config, info);
  assertRegularisers(config, info);
  const conditional =
    config.conditional === "auto" ? able && classes !== undefined && packing === 1 : config.conditional;
  const data = { shape: info.shape, classes: conditional ? classes : undefined };
  const packed = [...info.shape.slice(0, -1), packing * (info.shape.at(-1) as number)];
  return {
    ...config,
    conditional,
    generator: fitModel(config.generator, data),
    discriminator: fitModel(config.discriminator, { ...data, shape: packed }),
    // Lenses look at images; the autoencoder of points is left as it is.
    autoencoder: info.kind === "image" ? fitModel(config.autoencoder, data) : config.autoencoder,
    ...(config.beside === undefined
      ? {}
      : { beside: { ...config.beside, autoencoder: fitBeside(config.beside.autoencoder, data) } }),
  };
}

/** @throws {ConfigInvalidError} for packs beside classes, and where batches are no whole packs */
function assertPacking({ packing, conditional, batchSize, shards }: GanConfig): void {
  if (packing === 1) return;
  if (conditional === true) {
    throw new ConfigInvalidError({
      message: `Expected packing=1 for a conditional GAN, received packing=${packing}: a pack holds samples of several classes.`,
      hint: "Set conditional=false, or packing=1.",
    });
  }
  if (batchSize % (packing * shards) === 0) return;
  throw new ConfigInvalidError({
    message: `Expected a batch that is divided into whole packs in every shard, received batchSize=${batchSize} with packing=${packing} and shards=${shards}.`,
    hint: `Set batchSize to a multiple of ${packing * shards}.`,
  });
}

/** @throws {ConfigInvalidError} for changes of images where there are none, and without what tells of overfitting */
function assertAugmentation({ augmentation, loss }: GanConfig, info: DatasetInfo): void {
  if (augmentation === undefined) return;
  const channels = info.shape.at(-1);
  if (info.shape.length !== 3 || (channels !== 1 && channels !== 3)) {
    throw new ConfigInvalidError({
      message: `Expected images with 1 or 3 channels to augment, but samples of ${info.name} have the shape [${info.shape.join(", ")}].`,
      hint: "Leave augmentation out.",
    });
  }
  if (augmentation.kind === "adaptive" && adversarialLosses[loss].decisionBoundary === null) {
    throw new ConfigInvalidError({
      message: `Expected a loss with a boundary between real and generated for adaptive augmentation, received ${loss}.`,
      hint: "Set augmentation.kind=differentiable, or another loss.",
    });
  }
}

/** @throws {ConfigInvalidError} for terms that change images where there are none, or packs of them, and for the same one twice */
function assertRegularisers({ regularisers, packing }: GanConfig, { name, shape }: DatasetInfo): void {
  const names = regularisers.map((each) => each.name);
  const twice = names.find((each, i) => names.indexOf(each) !== i);
  if (twice !== undefined) {
    throw new ConfigInvalidError({
      message: `Setting "regularisers": expected each name once, received ${twice} twice.`,
      hint: "Leave one of them out, and set its weight.",
    });
  }
  const channels = shape.at(-1);
  const takesImages = regularisers.find((each) => ganRegulariserOf(each).takesImages === true);
  if (
    takesImages === undefined ||
    (shape.length === 3 && (channels === 1 || channels === 3) && packing === 1)
  )
    return;
  throw new ConfigInvalidError({
    message: `Setting "regularisers": expected single images with 1 or 3 channels for ${takesImages.name}, received ${name} of shape [${shape.join(", ")}] with packing=${packing}.`,
    hint: `Leave ${takesImages.name} out.`,
  });
}

/** @throws {ConfigInvalidError} for one that takes more than the image, which nothing beside a generator would give it */
function fitBeside(spec: ModelSpec, data: DataShape): ModelSpec {
  if (settingsOf(spec).includes("codes")) {
    throw new ConfigInvalidError({
      message: `Setting "beside.autoencoder": expected an autoencoder with a code of one size, received ${spec.architecture}, which is told how much of it to use.`,
      hint: "Take dense-autoencoder or conv-autoencoder.",
    });
  }
  return fitModel(spec, data);
}

/** An autoencoder's configuration with its model fitted to the data. */
export function fitAutoencoderModel(config: AutoencoderConfig, info: DatasetInfo): AutoencoderConfig {
  return { ...config, autoencoder: fitModel(config.autoencoder, { shape: info.shape, classes: undefined }) };
}

/**
 * A specification whose settings of shape follow the data; all others stay.
 *
 * The names mean the same in every architecture: `shape` is [height, width, channels], or without it `size` is the side of a square
 * image and `channels` their number; `classes` is the number of classes.
 */
export function fitModel(spec: ModelSpec, { shape, classes }: DataShape): ModelSpec {
  const [height, width, channels] = shape;
  const { fixedShape, role } = architectureOf(spec);
  if (fixedShape !== undefined && fixedShape.join() !== shape.join()) {
    throw new ConfigInvalidError({
      message: `Expected images of ${fixedShape.join(" × ")} for ${spec.architecture}, received ${shape.join(" × ")}.`,
      hint:
        role === "classifier"
          ? "Set classifier.architecture=image-classifier, which follows the data's shape."
          : "Take another preset: dcgan and mlp-gan follow the data's shape.",
    });
  }
  if (shape.length === 3 && height !== width && settingsOf(spec).includes("size")) {
    throw new ConfigInvalidError({
      message: `Expected square images for ${spec.architecture}, received ${height} × ${width}.`,
      hint: "Take the preset mlp-gan, which follows any shape, or make the images square: --size 32 for a folder of images.",
    });
  }
  const forImages = settingsOf(spec).some((key) => key === "size" || key === "shape" || key === "channels");
  if (shape.length !== 3 && forImages) {
    throw new ConfigInvalidError({
      message: `Expected images for ${spec.architecture}, received samples of shape [${shape.join(", ")}].`,
      hint: "For points, set generator.architecture=points-generator and discriminator.architecture=points-discriminator.",
    });
  }
  const sides = sidesOf(spec, height);
  if (shape.length === 3 && sides !== null) {
    throw new ConfigInvalidError({
      message: `Expected another image size for ${spec.architecture}, received ${height} × ${width}: ${sides}.`,
      hint: "Take the preset mlp-gan, which follows any shape, or bring a folder of images to another size: --size 32.",
    });
  }
  const { classes: _, ...rest } = spec as ModelSpec & { classes?: number };
  // Beside a shape, `channels` are those of hidden maps.
  const own = settingsOf(spec).includes("shape") ? { shape } : { size: height, channels };
  const ofPoints = shape.length === 1 ? { dimensions: shape[0] } : {};
  const fitting: Record<string, unknown> = { ...own, ...ofPoints, classes };
  const settings = settingsOf(spec).filter((key) => key in fitting && fitting[key] !== undefined);
  return parseModelSpec({ ...rest, ...Object.fromEntries(settings.map((key) => [key, fitting[key]])) });
}

/** Why a network cannot have images of that side; null where it can. */
function sidesOf(spec: ModelSpec, side: number | undefined): string | null {
  const schema = architectureOf(spec).config;
  const size = schema instanceof z.ZodObject ? (schema.shape.size as z.ZodType | undefined) : undefined;
  const parsed = size?.safeParse(side);
  return parsed === undefined || parsed.success ? null : (parsed.error.issues[0]?.message ?? "not possible");
}

function settingsOf(spec: ModelSpec): readonly string[] {
  const schema = architectureOf(spec).config;
  return schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
}
