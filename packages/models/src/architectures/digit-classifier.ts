import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { Dropout } from "../layers/dropout.ts";

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
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer !== "logits" ? { kind: "he-normal" } : undefined,
  build({ classes, features, dropout }, name) {
    const image = tf.input({ shape: [28, 28, 1], name: `${name}/image` });
    const halving = { kernelSize: 3, strides: 2, padding: "same", activation: "relu" } as const;
    const penultimate = stack(image, [
      tf.layers.conv2d({ filters: 16, ...halving, name: `${name}/conv1` }),
      tf.layers.conv2d({ filters: 32, ...halving, name: `${name}/conv2` }),
      tf.layers.flatten({ name: `${name}/flat` }),
      ...(dropout > 0 ? [new Dropout({ rate: dropout, name: `${name}/dropout` })] : []),
      tf.layers.dense({ units: features, activation: "relu", name: `${name}/features` }),
    ]);
    const logits = stack(penultimate, [tf.layers.dense({ units: classes, name: `${name}/logits` })]);
    return tf.model({ inputs: image, outputs: [logits, penultimate], name });
  },
};
