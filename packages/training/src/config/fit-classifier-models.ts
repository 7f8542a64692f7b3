import { ConfigInvalidError, type DatasetInfo } from "@ganlens/core";
import { type ModelSpec, outputRangeOf, parseModelSpec } from "@ganlens/models";
import type { ClassifierConfig } from "./classifier-config.ts";
import { fitModel } from "./fit-models.ts";

/**
 * A classifier's configuration with its models fitted to the data, and a decoder's code to the classifier's capsules.
 *
 * @throws {ConfigInvalidError} for a loss that is not that of the network's output, and a decoder without capsules
 */
export function fitClassifierModels(config: ClassifierConfig, info: DatasetInfo): ClassifierConfig {
  const { shape } = info;
  const classifier = fitModel(config.classifier, { shape, classes: info.classes?.length });
  assertLoss({ ...config, classifier });
  if (config.decoder === undefined) return { ...config, classifier };
  const decoder = fitModel(config.decoder, { shape, classes: undefined });
  return {
    ...config,
    classifier,
    decoder: parseModelSpec({ ...decoder, latent: capsuleNumbers(classifier) }),
  };
}

/** @throws {ConfigInvalidError} where lengths of capsules would be taken for logits, or logits for lengths */
function assertLoss({ classifier, loss, labelSmoothing }: ClassifierConfig): void {
  const fitting = outputRangeOf(classifier) === undefined ? "cross-entropy" : "capsule-margin";
  if (loss !== fitting) {
    throw new ConfigInvalidError({
      message: `Setting "loss": expected ${fitting} for ${classifier.architecture}, received ${loss}.`,
      hint: `Set loss=${fitting}, or classifier.architecture=${loss === "capsule-margin" ? "capsule-classifier" : "image-classifier"}.`,
    });
  }
  if (loss === "capsule-margin" && labelSmoothing > 0) {
    throw new ConfigInvalidError({
      message: `Setting "labelSmoothing": expected 0 for loss=capsule-margin, received ${labelSmoothing}.`,
      hint: "Leave it out: the margins leave room already.",
    });
  }
}

/** How many numbers all capsules of a classifier have. @throws {ConfigInvalidError} when it has none */
function capsuleNumbers({ architecture, classes, dimensions }: ModelSpec): number {
  if (typeof classes === "number" && typeof dimensions === "number") return classes * dimensions;
  throw new ConfigInvalidError({
    message: `Setting "decoder": expected a classifier with capsules to decode, received ${architecture}.`,
    hint: "Leave decoder out, or set classifier.architecture=capsule-classifier.",
  });
}
