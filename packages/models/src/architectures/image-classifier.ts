import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { Dropout } from "../layers/dropout.ts";

/** Settings of {@link imageClassifier}. */
export interface ImageClassifierConfig {
  readonly shape: ImageShape;
  readonly classes: number;
  /** Channels of each map; every one halves height and width. */
  readonly widths: readonly number[];
  /** The size of the penultimate layer. */
  readonly features: number;
  /** In training only. */
  readonly dropout: number;
}

/**
 * A small classifier of images of any size: convolutions 3×3 of stride 2 with relu, `features` relu units, `classes` logits.
 *
 * Outputs: logits [batch, classes], features [batch, features] (≥ 0).
 */
export const imageClassifier: Architecture<ImageClassifierConfig> = {
  id: "image-classifier",
  description: "A small convolutional classifier of images of any size, grey or in colour.",
  role: "classifier",
  config: z.strictObject({
    shape: imageShapeSchema,
    classes: z.int().min(2).max(1000).default(10),
    widths: z.array(widthSchema).min(1).max(6).default([16, 32, 64]),
    features: widthSchema.default(64),
    dropout: z.number().min(0).lt(1).default(0),
  }),
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer !== "logits" ? { kind: "he-normal" } : undefined,
  build({ shape, classes, widths, features, dropout }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const halving = { kernelSize: 3, strides: 2, padding: "same", activation: "relu" } as const;
    const penultimate = stack(image, [
      ...widths.map((filters, i) => tf.layers.conv2d({ filters, ...halving, name: `${name}/conv${i + 1}` })),
      tf.layers.flatten({ name: `${name}/flat` }),
      ...(dropout > 0 ? [new Dropout({ rate: dropout, name: `${name}/dropout` })] : []),
      tf.layers.dense({ units: features, activation: "relu", name: `${name}/features` }),
    ]);
    const logits = stack(penultimate, [tf.layers.dense({ units: classes, name: `${name}/logits` })]);
    return tf.model({ inputs: image, outputs: [logits, penultimate], name });
  },
};
