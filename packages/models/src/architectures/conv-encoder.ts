import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { quarteredShapeSchema } from "../architecture/quartered-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { codeHeads } from "../build/code-heads.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link convEncoder}. */
export interface ConvEncoderConfig {
  readonly latent: number;
  /** Channels after the first and the second halving. */
  readonly channels: readonly [number, number];
  /** Units of the dense layer behind them. */
  readonly width: number;
  readonly shape: ImageShape;
  /** Whether it gives codes alone, without a variance; it gives both unless told. */
  readonly deterministic?: boolean;
}

/**
 * A convolutional encoder of images to a diagonal Gaussian: two 4×4 convolutions of stride 2 and a dense layer with relu, then mean and
 * log-variance, each [latent]. Height and width must be divisible by 4.
 */
export const convEncoder: Architecture<ConvEncoderConfig> = {
  id: "conv-encoder",
  description:
    "A convolutional encoder to a Gaussian: 32 and 64 channels at stride 2, then mean and log-variance.",
  role: "encoder",
  config: z.strictObject({
    latent: widthSchema.default(10),
    channels: z.tuple([widthSchema, widthSchema]).default([32, 64]),
    width: widthSchema.default(128),
    shape: quarteredShapeSchema,
    deterministic: z.boolean().exactOptional(),
  }),
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer.startsWith("hidden") ? { kind: "he-normal" } : undefined,
  build({ latent, channels: [first, second], width, shape, deterministic }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const halving = { kernelSize: 4, strides: 2, padding: "same", activation: "relu" } as const;
    const hidden = stack(image, [
      tf.layers.conv2d({ filters: first, ...halving, name: `${name}/hidden1` }),
      tf.layers.conv2d({ filters: second, ...halving, name: `${name}/hidden2` }),
      tf.layers.flatten({ name: `${name}/flat` }),
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/hidden3` }),
    ]);
    return tf.model({ inputs: image, outputs: codeHeads(hidden, { latent, name, deterministic }), name });
  },
};
