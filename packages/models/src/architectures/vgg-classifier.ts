import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { classifiedShapeSchema } from "../architecture/classified-shape.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { classifierModel, classifierWeightRule } from "../build/classifier-outputs.ts";
import { convolutionUnit } from "../build/convolution-unit.ts";
import { halvingPool } from "../build/halving-pool.ts";
import { stack } from "../build/stack.ts";
import { Dropout } from "../layers/dropout.ts";

/** Convolutions of each of the five groups: configurations A, B, D and E of 11, 13, 16 and 19 layers with weights. */
const groups = {
  A: [1, 1, 2, 2, 2],
  B: [2, 2, 2, 2, 2],
  D: [2, 2, 3, 3, 3],
  E: [2, 2, 4, 4, 4],
} as const;

/** Channels of each group, in units of the width. */
const multiples = [1, 2, 4, 8, 8] as const;

/** Settings of {@link vggClassifier}. */
export interface VggClassifierConfig {
  readonly shape: ImageShape;
  readonly classes: number;
  readonly configuration: keyof typeof groups;
  /** Channels of the first group; 64 in the paper. */
  readonly width: number;
  /** Batch normalisation after every convolution. */
  readonly batchNorm: boolean;
  /** The size of both hidden dense layers; 4096 in the paper. */
  readonly features: number;
  /** After both hidden dense layers, in training only; 0.5 in the paper. */
  readonly dropout: number;
}

/**
 * VGG: five groups of convolutions 3×3 with relu, each followed by a maximum pool 2×2, two dense layers, `classes` logits.
 *
 * A group is followed by a pool only while both sides are 4 or more, so that the last map has 2×2 pixels or more: all five pools at
 * 64 pixels, four at 32, three at 28 (28, 14, 7, 3), two at 8. The convolutions stay. Outputs: logits [batch, classes], features
 * [batch, features] (≥ 0).
 *
 * @see Simonyan, Zisserman 2015, table 1
 */
export const vggClassifier: Architecture<VggClassifierConfig> = {
  id: "vgg-classifier",
  description: "VGG for 8 to 64 pixels: configurations A, B, D and E, with or without batch normalisation.",
  role: "classifier",
  config: z.strictObject({
    shape: classifiedShapeSchema,
    classes: z.int().min(2).max(1000).default(10),
    configuration: z.enum(["A", "B", "D", "E"]).default("A"),
    width: z.int().min(1).max(512).default(64),
    batchNorm: z.boolean().default(true),
    features: widthSchema.default(256),
    dropout: z.number().min(0).lt(1).default(0.5),
  }),
  weightRule: (_, weight) => classifierWeightRule(weight),
  build({ shape, classes, configuration, width, batchNorm, features, dropout }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    let least = Math.min(shape[0], shape[1]);
    const convolutions = groups[configuration].flatMap((count, i) => {
      const filters = width * (multiples[i] as number);
      const group = `${name}/group${i + 1}`;
      const units = Array.from({ length: count }, (_, k) =>
        convolutionUnit({ name: `${group}/unit${k + 1}`, filters, kernelSize: 3, normalised: batchNorm }),
      ).flat();
      if (least < 4) return units;
      least = Math.floor(least / 2);
      return [...units, halvingPool("max", `${group}/pool`)];
    });
    const hidden = (label: string) => [
      tf.layers.dense({ units: features, activation: "relu", name: `${name}/${label}` }),
    ];
    const dropped = (label: string) =>
      dropout > 0 ? [new Dropout({ rate: dropout, name: `${name}/${label}` })] : [];
    const penultimate = stack(image, [
      ...convolutions,
      tf.layers.flatten({ name: `${name}/flat` }),
      ...hidden("hidden"),
      ...dropped("dropout1"),
      ...hidden("features"),
      ...dropped("dropout2"),
    ]);
    return classifierModel({ image, features: penultimate, classes, name });
  },
};
