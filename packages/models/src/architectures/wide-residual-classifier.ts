import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { classifiedShapeSchema } from "../architecture/classified-shape.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { classifierModel, classifierWeightRule, globalMean } from "../build/classifier-outputs.ts";
import { activationUnit, residualStages } from "../build/residual-block.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link wideResidualClassifier}. */
export interface WideResidualClassifierConfig {
  readonly shape: ImageShape;
  readonly classes: number;
  /** 6n + 4, for n blocks in each of three stages. */
  readonly depth: number;
  /** k: the stages have [1, 2, 4] · k · base channels. */
  readonly width: number;
  /** Channels of the first convolution. */
  readonly base: number;
  /** Between the convolutions of a block, in training only. */
  readonly dropout: number;
}

/** Blocks of each stage: n = (depth − 4) / 6. */
const blocksOf = (depth: number) => (depth - 4) / 6;

/**
 * A wide residual network WRN-depth-k: a convolution 3×3, three stages of basic blocks with activations before their convolutions
 * and [16, 32, 64] · k channels for base 16, batch normalisation and relu, the mean over places, `classes` logits.
 *
 * Outputs: logits [batch, classes], features [batch, 4 · k · base] (≥ 0).
 *
 * @see Zagoruyko, Komodakis 2016
 */
export const wideResidualClassifier: Architecture<WideResidualClassifierConfig> = {
  id: "wide-residual-classifier",
  description: "Wide ResNet for 8 to 64 pixels: depth 6n + 4, k times as wide, with or without dropout.",
  role: "classifier",
  config: z
    .strictObject({
      shape: classifiedShapeSchema,
      classes: z.int().min(2).max(1000).default(10),
      depth: z.int().min(10).max(100).default(16),
      width: z.int().min(1).max(32).default(2),
      base: widthSchema.default(16),
      dropout: z.number().min(0).lt(1).default(0),
    })
    .superRefine(({ depth }, context) => {
      const n = Math.floor(blocksOf(depth));
      if (n === blocksOf(depth)) return;
      const message = `expected 6n + 4, such as ${6 * n + 4} or ${6 * n + 10}, received ${depth}`;
      context.addIssue({ code: "custom", path: ["depth"], message });
    }),
  weightRule: (_, weight) => classifierWeightRule(weight),
  build({ shape, classes, depth, width, base, dropout }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const settings = { kernelSize: 3, padding: "same", useBias: false } as const;
    const stem = stack(image, [tf.layers.conv2d({ filters: base, ...settings, name: `${name}/stem/conv` })]);
    const blocks = [1, 2, 3].map(() => blocksOf(depth));
    const widths = [1, 2, 4].map((multiple) => multiple * width * base);
    const wiring = { block: "basic", activation: "before", dropout } as const;
    const maps = residualStages(stem, { ...wiring, name, blocks, widths });
    const features = stack(maps, [...activationUnit(`${name}/last`), globalMean(`${name}/features`)]);
    return classifierModel({ image, features, classes, name });
  },
};
