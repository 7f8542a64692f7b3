import { ConfigInvalidError, type DatasetInfo, type NdArray } from "@ganlens/core";
import { type Dataset, openDataset } from "@ganlens/datasets";
import { reversalStrength } from "@ganlens/losses";
import type { ModelSpec } from "@ganlens/models";
import {
  type DomainAdversarialConfig,
  domainAdversarialConfigSchema,
} from "../config/domain-adversarial-config.ts";
import { fitModel } from "../config/fit-models.ts";
import type { Game } from "../engine/game.ts";
import { domainAdversarialObjective } from "../objectives/domain-adversarial-objective.ts";
import type { Trainer } from "./trainer.ts";

/**
 * A classifier that learns from labelled images of one domain, and from images of another without labels, so that its features do not
 * tell the two apart.
 *
 * @see Ganin, Lempitsky 2015; Ganin et al. 2016
 */
export const domainAdversarial: Trainer<DomainAdversarialConfig, NdArray> = {
  id: "domain-adversarial",
  description:
    "A classifier adapted to images of another domain without their labels (DANN, gradient reversal).",
  schema: domainAdversarialConfigSchema,
  fit: (config, { shape, classes }) => {
    const classifier = fitModel(config.classifier, { shape, classes: classes?.length });
    return { ...config, classifier, discriminator: ofFeatures(config.discriminator, classifier) };
  },
  subject: (_, info) => ({ shape: info.shape }),
  async check(config, info) {
    await openTarget(config, info);
  },
  prepare: async (config, { info }) => (await (await openTarget(config, info)).all()).x,
  game(config, _, target): Game {
    const { optimizers, domainWeight, steepness, reversalSteps } = config;
    return {
      players: [
        {
          name: "classifier",
          model: config.classifier,
          optimizer: optimizers.classifier,
          saved: "always",
        },
        {
          name: "discriminator",
          model: config.discriminator,
          optimizer: optimizers.discriminator,
          saved: "resumable",
        },
      ],
      objective: domainAdversarialObjective({ target, domainWeight }),
      rateSchedule: config.rateSchedule,
      coefficients: (step) => ({
        reversal: reversalStrength(Math.min(1, step / reversalSteps), steepness),
      }),
    };
  },
};

/** Images of the other domain. @throws {ConfigInvalidError} when they lie in files, are not known, or have another shape */
async function openTarget(
  { target }: DomainAdversarialConfig,
  { name, shape }: DatasetInfo,
): Promise<Dataset> {
  const opened = await openDataset(target, { split: "train" }).catch((error) => {
    if (!(error instanceof ConfigInvalidError)) throw error;
    throw new ConfigInvalidError({
      message: `Setting "target": ${error.message}`,
      hint: "Take a name of `ganlens list datasets`, or one with transforms.",
    });
  });
  if (opened.info.shape.join() === shape.join()) return opened;
  throw new ConfigInvalidError({
    message: `Setting "target": expected images of ${shape.join(" × ")} as ${name} has them, received ${opened.info.shape.join(" × ")}.`,
    hint: 'Bring them to that size: {"from": NAME, "transforms": [{"name": "resize", "size": [HEIGHT, WIDTH]}]}.',
  });
}

/** The discriminator for the classifier's features. @throws {ConfigInvalidError} when one of them has none */
function ofFeatures(discriminator: ModelSpec, { architecture, features }: ModelSpec): ModelSpec {
  if (discriminator.architecture === "points-discriminator" && typeof features === "number") {
    return { ...discriminator, dimensions: features };
  }
  throw new ConfigInvalidError({
    message: `Expected a classifier with features and a discriminator of them, received ${architecture} and ${discriminator.architecture}.`,
    hint: "Take image-classifier and points-discriminator.",
  });
}
