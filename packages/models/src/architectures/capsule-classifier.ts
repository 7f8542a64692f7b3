import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { classifiedShapeSchema } from "../architecture/classified-shape.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { CapsuleLengths } from "../layers/capsule-lengths.ts";
import { DigitCapsules } from "../layers/digit-capsules.ts";
import { PrimaryCapsules } from "../layers/primary-capsules.ts";

/** Settings of {@link capsuleClassifier}. */
export interface CapsuleClassifierConfig {
  readonly shape: ImageShape;
  readonly classes: number;
  /** Channels of the first convolution; 256 in the paper. */
  readonly width: number;
  /** The side of both convolutions' kernels; 9 in the paper. Neither pads. */
  readonly kernel: number;
  /** The stride of the first convolution; 1 in the paper. */
  readonly strides: 1 | 2;
  /** Primary capsules at each place, of 8 numbers each; 32 in the paper. */
  readonly capsules: number;
  /** Numbers of a class's capsule. */
  readonly dimensions: number;
  /** Iterations of routing by agreement. */
  readonly iterations: number;
}

/** The side of the map that a convolution without padding gives. */
const sideAfter = (
  side: number,
  { kernel, strides }: { readonly kernel: number; readonly strides: number },
) => Math.floor((side - kernel) / strides) + 1;

/**
 * A capsule network: a convolution with relu, primary capsules of stride 2, a capsule for each class by routing.
 *
 * Its first output is trained by the margin loss of capsules: lengths ‖v_k‖ [batch, classes] in [0, 1). Features are the capsules
 * themselves, [batch, classes · dimensions].
 *
 * @see Sabour, Frosst, Hinton 2017
 */
export const capsuleClassifier: Architecture<CapsuleClassifierConfig> = {
  id: "capsule-classifier",
  description:
    "A capsule network for 8 to 64 pixels, whose lengths of capsules say how likely each class is.",
  role: "classifier",
  config: z
    .strictObject({
      shape: classifiedShapeSchema,
      classes: z.int().min(2).max(1000).default(10),
      width: widthSchema.default(64),
      kernel: z.int().min(2).max(15).default(9),
      strides: z.union([z.literal(1), z.literal(2)]).default(1),
      capsules: z.int().min(1).max(64).default(8),
      dimensions: z.int().min(1).max(64).default(16),
      iterations: z.int().min(1).max(10).default(3),
    })
    .superRefine(({ shape: [height, width], kernel, strides }, context) => {
      const least = Math.min(height, width);
      const maps = sideAfter(least, { kernel, strides });
      if (maps >= kernel) return;
      const message = `expected kernels that fit in twice, but ${kernel}×${kernel} at stride ${strides} leaves ${Math.max(0, maps)} of ${least} pixels, fewer than ${kernel}`;
      context.addIssue({ code: "custom", path: ["kernel"], message });
    }),
  outputRange: () => [0, 1],
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer === "conv" ? { kind: "he-normal" } : undefined,
  build({ shape, classes, width, kernel, strides, capsules, dimensions, iterations }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const activation = "relu";
    const ofClasses = stack(image, [
      tf.layers.conv2d({ filters: width, kernelSize: kernel, strides, activation, name: `${name}/conv` }),
      new PrimaryCapsules({ capsules, kernelSize: kernel, name: `${name}/primary` }),
      new DigitCapsules({ capsules: classes, dimensions, iterations, name: `${name}/capsules` }),
    ]);
    const lengths = stack(ofClasses, [new CapsuleLengths({ name: `${name}/lengths` })]);
    const features = stack(ofClasses, [tf.layers.flatten({ name: `${name}/features` })]);
    return tf.model({ inputs: image, outputs: [lengths, features], name });
  },
};
