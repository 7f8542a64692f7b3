import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { classifiedShapeSchema, tooManyHalvings } from "../architecture/classified-shape.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { classifierModel, classifierWeightRule, globalMean } from "../build/classifier-outputs.ts";
import { convolutionUnit } from "../build/convolution-unit.ts";
import { activationUnit, type ResidualWiring, residualStages } from "../build/residual-block.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link residualClassifier}. */
export interface ResidualClassifierConfig extends Required<Omit<ResidualWiring, "dropout">> {
  readonly shape: ImageShape;
  readonly classes: number;
  /** Channels of the first stage's 3×3 convolutions; each further stage has twice as many. */
  readonly width: number;
  /** Blocks of each stage; every stage but the first halves height and width. */
  readonly blocks: readonly number[];
}

/**
 * A residual network: a convolution 3×3, stages of residual blocks, the mean over places, `classes` logits.
 *
 * With basic blocks n in each of three stages its depth is 6n + 2. There is no stride and no pooling in front, as for small images;
 * the stride of a bottleneck stands in its 3×3 convolution. Outputs: logits [batch, classes], features [batch, channels] (≥ 0).
 *
 * @see He, Zhang, Ren, Sun 2016, Deep Residual Learning; He, Zhang, Ren, Sun 2016, Identity Mappings in Deep Residual Networks
 */
export const residualClassifier: Architecture<ResidualClassifierConfig> = {
  id: "residual-classifier",
  description:
    "ResNet for 8 to 64 pixels: basic or bottleneck blocks, activated after or before convolutions.",
  role: "classifier",
  config: z
    .strictObject({
      shape: classifiedShapeSchema,
      classes: z.int().min(2).max(1000).default(10),
      width: widthSchema.default(16),
      blocks: z.array(z.int().min(1).max(50)).min(1).max(5).default([2, 2, 2]),
      block: z.enum(["basic", "bottleneck"]).default("basic"),
      activation: z.enum(["after", "before"]).default("after"),
    })
    .superRefine(({ shape, blocks }, context) => {
      const message = tooManyHalvings(shape, blocks.length - 1);
      if (message !== undefined) context.addIssue({ code: "custom", path: ["blocks"], message });
    }),
  weightRule: (_, weight) => classifierWeightRule(weight),
  build({ shape, classes, width, blocks, block, activation }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const [convolution, ...normalised] = convolutionUnit({
      name: `${name}/stem`,
      filters: width,
      kernelSize: 3,
    });
    const before = activation === "before";
    const stem = stack(image, [convolution as tf.layers.Layer, ...(before ? [] : normalised)]);
    const widths = blocks.map((_, stage) => width * 2 ** stage);
    const maps = residualStages(stem, { name, blocks, widths, block, activation });
    const features = stack(maps, [
      ...(before ? activationUnit(`${name}/last`) : []),
      globalMean(`${name}/features`),
    ]);
    return classifierModel({ image, features, classes, name });
  },
};
