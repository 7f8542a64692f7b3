import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { normalLatent } from "../architecture/normal-latent.ts";
import { quarteredShapeSchema } from "../architecture/quartered-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link convDecoder}. */
export interface ConvDecoderConfig {
  readonly latent: number;
  /** Channels before the first and the second doubling. */
  readonly channels: readonly [number, number];
  /** Units of the dense layer before them. */
  readonly width: number;
  readonly shape: ImageShape;
}

/**
 * A convolutional generator without normalisation, such as a VAE's decoder: two dense layers with relu, two transposed 4×4 convolutions of
 * stride 2, sigmoid pixels. Height and width must be divisible by 4.
 */
export const convDecoder: Architecture<ConvDecoderConfig> = {
  id: "conv-decoder",
  description:
    "A convolutional generator without normalisation, such as a VAE's decoder: 64 and 32 channels at stride 2.",
  role: "generator",
  config: z.strictObject({
    latent: widthSchema.default(10),
    channels: z.tuple([widthSchema, widthSchema]).default([64, 32]),
    width: widthSchema.default(128),
    shape: quarteredShapeSchema,
  }),
  outputRange: () => [0, 1],
  latent: ({ latent }) => normalLatent(latent),
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer.startsWith("hidden") ? { kind: "he-normal" } : undefined,
  build({ latent, channels: [first, second], width, shape }, name) {
    const noise = tf.input({ shape: [latent], name: `${name}/noise` });
    const [height, across] = [shape[0] / 4, shape[1] / 4];
    const doubling = { kernelSize: 4, strides: 2, padding: "same" } as const;
    const image = stack(noise, [
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/hidden1` }),
      tf.layers.dense({ units: height * across * first, activation: "relu", name: `${name}/hidden2` }),
      tf.layers.reshape({ targetShape: [height, across, first], name: `${name}/map` }),
      tf.layers.conv2dTranspose({
        filters: second,
        ...doubling,
        activation: "relu",
        name: `${name}/hidden3`,
      }),
      tf.layers.conv2dTranspose({
        filters: shape[2],
        ...doubling,
        activation: "sigmoid",
        name: `${name}/image`,
      }),
    ]);
    return tf.model({ inputs: noise, outputs: image, name });
  },
};
