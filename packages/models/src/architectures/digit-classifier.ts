import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { widthSchema } from "../architecture/width.ts";
import { type ImageClassifierConfig, imageClassifier } from "./image-classifier.ts";

/** Settings of {@link digitClassifier}. */
export interface DigitClassifierConfig {
  readonly classes: number;
  /** The size of the penultimate layer, which is what distances between images are taken in. */
  readonly features: number;
  /** In training only. */
  readonly dropout: number;
}

/**
 * A small classifier of 28×28 digits, and the pinned extractor: two convolutions of stride 2 with relu, `features`
 * relu units, `classes` logits. No pooling: its gradients are wrong or missing on some backends.
 *
 * Outputs: logits [batch, classes], features [batch, features] (≥ 0).
 */
export const digitClassifier: Architecture<DigitClassifierConfig> = {
  id: "digit-classifier",
  description: "A small convolutional classifier of digits; its penultimate layer is the feature extractor.",
  role: "classifier",
  fixedShape: [28, 28, 1],
  config: z.strictObject({
    classes: z.int().min(2).max(1000).default(10),
    features: widthSchema.default(64),
    dropout: z.number().min(0).lt(1).default(0),
  }),
  weightRule: (config, weight) => imageClassifier.weightRule?.(asImageClassifier(config), weight),
  build: (config, name) => imageClassifier.build(asImageClassifier(config), name),
};

function asImageClassifier(config: DigitClassifierConfig): ImageClassifierConfig {
  return { ...config, shape: [28, 28, 1], widths: [16, 32] };
}
