import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { classifiedShapeSchema, halvedSide, tooManyHalvings } from "../architecture/classified-shape.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { classifierModel, classifierWeightRule, globalMean } from "../build/classifier-outputs.ts";
import { convolutionUnit } from "../build/convolution-unit.ts";
import { asymmetricBlock, expandedBlock, factorisedBlock, gridReduction } from "../build/inception-block.ts";
import { stack } from "../build/stack.ts";
import { Dropout } from "../layers/dropout.ts";

/** Settings of {@link inceptionClassifier}. */
export interface InceptionClassifierConfig {
  readonly shape: ImageShape;
  readonly classes: number;
  /** Channels of a branch at the largest maps; twice and four times as many behind each reduction. 64 in the paper. */
  readonly width: number;
  /** Blocks at each of three sides: of factorised, asymmetric and expanded convolutions. */
  readonly blocks: readonly [number, number, number];
  /** The stride of the first convolution. */
  readonly strides: 1 | 2;
  /** n of 1×n and n×1, odd; no larger than the maps that it looks at. */
  readonly kernel: number;
  /** On the features, in training only. */
  readonly dropout: number;
}

/**
 * Inception v3 for small images: a convolution 3×3, blocks of factorised convolutions, a grid reduction, blocks of convolutions 1×n
 * and n×1, a grid reduction, blocks of expanded branches, the mean over places, `classes` logits.
 *
 * Where the maps between the reductions are smaller than `kernel`, n is the largest odd number that fits in. The auxiliary
 * classifier of the paper is left out. Outputs: logits [batch, classes], features [batch, channels] (≥ 0).
 *
 * @see Szegedy, Vanhoucke, Ioffe, Shlens, Wojna 2016
 */
export const inceptionClassifier: Architecture<InceptionClassifierConfig> = {
  id: "inception-classifier",
  description: "Inception v3's blocks for 8 to 64 pixels: factorised, asymmetric and expanded convolutions.",
  role: "classifier",
  config: z
    .strictObject({
      shape: classifiedShapeSchema,
      classes: z.int().min(2).max(1000).default(10),
      width: z.int().min(1).max(512).default(16),
      blocks: z
        .tuple([z.int().min(0).max(10), z.int().min(0).max(10), z.int().min(0).max(10)])
        .default([1, 1, 1]),
      strides: z.union([z.literal(1), z.literal(2)]).default(1),
      kernel: z.int().min(3).max(15).default(7),
      dropout: z.number().min(0).lt(1).default(0),
    })
    .superRefine(({ shape, strides, kernel }, context) => {
      const message = tooManyHalvings(shape, strides + 1);
      if (message !== undefined) context.addIssue({ code: "custom", path: ["strides"], message });
      if (kernel % 2 === 1) return;
      const odd = `expected an odd number, such as ${kernel - 1} or ${kernel + 1}, received ${kernel}`;
      context.addIssue({ code: "custom", path: ["kernel"], message: odd });
    }),
  weightRule: (_, weight) => classifierWeightRule(weight),
  build({ shape, classes, width, blocks, strides, kernel, dropout }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const stem = { name: `${name}/stem`, filters: 2 * width, kernelSize: 3, strides, epsilon: 1e-3 };
    const side = halvedSide(Math.min(shape[0], shape[1]), strides);
    const fitting = Math.min(kernel, side % 2 === 1 ? side : side - 1);
    const [first, second, third] = blocks;
    const places = (count: number, part: string, multiple: number) =>
      Array.from({ length: count }, (_, i) => ({ name: `${name}/${part}${i + 1}`, width: multiple * width }));
    let maps = stack(image, convolutionUnit(stem));
    for (const place of places(first, "factorised", 1)) maps = factorisedBlock(maps, place);
    maps = gridReduction(maps, { name: `${name}/reduction1`, width: 2 * width });
    for (const place of places(second, "asymmetric", 2)) {
      maps = asymmetricBlock(maps, { ...place, kernel: fitting });
    }
    maps = gridReduction(maps, { name: `${name}/reduction2`, width: 2 * width });
    for (const place of places(third, "expanded", 4)) maps = expandedBlock(maps, place);
    const features = stack(maps, [
      globalMean(`${name}/features`),
      ...(dropout > 0 ? [new Dropout({ rate: dropout, name: `${name}/dropout` })] : []),
    ]);
    return classifierModel({ image, features, classes, name });
  },
};
