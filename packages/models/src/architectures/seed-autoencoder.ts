import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { widthSchema } from "../architecture/width.ts";
import { composeAutoencoder } from "../autoencoder/compose.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link seedAutoencoder}. */
export interface SeedAutoencoderConfig {
  readonly width: number;
  readonly code: number;
}

/** The article's autoencoder with a code: 784 → width relu → code → width relu → 784 sigmoid, as 28×28×1. */
export const seedAutoencoder: Architecture<SeedAutoencoderConfig> = {
  id: "seed-autoencoder",
  description: "The article's autoencoder: 784 → 8 → code of 8 → 8 → 784 sigmoid.",
  role: "autoencoder",
  fixedShape: [28, 28, 1],
  config: z.strictObject({ width: widthSchema.default(8), code: widthSchema.default(8) }),
  outputRange: () => [0, 1],
  build({ width, code }, name) {
    const image = tf.input({ shape: [28, 28, 1], name: `${name}/encoder/image` });
    const encoded = stack(image, [
      tf.layers.flatten({ name: `${name}/encoder/flat` }),
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/encoder/hidden` }),
      tf.layers.dense({ units: code, name: `${name}/encoder/code` }),
    ]);
    const codeInput = tf.input({ shape: [code], name: `${name}/decoder/code` });
    const decoded = stack(codeInput, [
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/decoder/hidden` }),
      tf.layers.dense({ units: 784, activation: "sigmoid", name: `${name}/decoder/pixels` }),
      tf.layers.reshape({ targetShape: [28, 28, 1], name: `${name}/decoder/image` }),
    ]);
    return composeAutoencoder(
      tf.model({ inputs: image, outputs: encoded, name: `${name}/encoder` }),
      tf.model({ inputs: codeInput, outputs: decoded, name: `${name}/decoder` }),
      name,
    );
  },
};
