import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { quarteredShapeSchema } from "../architecture/quartered-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { composeAutoencoder } from "../autoencoder/compose.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link convAutoencoder}. */
export interface ConvAutoencoderConfig {
  readonly code: number;
  /** Channels after the first and the second halving. */
  readonly channels: readonly [number, number];
  readonly shape: ImageShape;
}

/**
 * A convolutional autoencoder: two 3×3 convolutions of stride 2 with relu, a linear code, and back by transposed
 * convolutions to sigmoid pixels. Height and width must be divisible by 4.
 */
export const convAutoencoder: Architecture<ConvAutoencoderConfig> = {
  id: "conv-autoencoder",
  description: "A convolutional autoencoder: 16 and 32 channels at stride 2, then the code, and back.",
  role: "autoencoder",
  config: z.strictObject({
    code: widthSchema.default(16),
    channels: z.tuple([widthSchema, widthSchema]).default([16, 32]),
    shape: quarteredShapeSchema,
  }),
  outputRange: () => [0, 1],
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer.includes("/hidden") ? { kind: "he-normal" } : undefined,
  build({ code, channels: [first, second], shape }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/encoder/image` });
    const halving = { kernelSize: 3, strides: 2, padding: "same", activation: "relu" } as const;
    const encoded = stack(image, [
      tf.layers.conv2d({ filters: first, ...halving, name: `${name}/encoder/hidden1` }),
      tf.layers.conv2d({ filters: second, ...halving, name: `${name}/encoder/hidden2` }),
      tf.layers.flatten({ name: `${name}/encoder/flat` }),
      tf.layers.dense({ units: code, name: `${name}/encoder/code` }),
    ]);
    const codeInput = tf.input({ shape: [code], name: `${name}/decoder/code` });
    const [height, width] = [shape[0] / 4, shape[1] / 4];
    const doubling = { kernelSize: 3, strides: 2, padding: "same" } as const;
    const decoded = stack(codeInput, [
      tf.layers.dense({
        units: height * width * second,
        activation: "relu",
        name: `${name}/decoder/hidden1`,
      }),
      tf.layers.reshape({ targetShape: [height, width, second], name: `${name}/decoder/map` }),
      tf.layers.conv2dTranspose({
        filters: first,
        ...doubling,
        activation: "relu",
        name: `${name}/decoder/hidden2`,
      }),
      tf.layers.conv2dTranspose({
        filters: shape[2],
        ...doubling,
        activation: "sigmoid",
        name: `${name}/decoder/image`,
      }),
    ]);
    return composeAutoencoder(
      tf.model({ inputs: image, outputs: encoded, name: `${name}/encoder` }),
      tf.model({ inputs: codeInput, outputs: decoded, name: `${name}/decoder` }),
      name,
    );
  },
};
