import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { normalLatent } from "../architecture/normal-latent.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link seedMlpGenerator}. */
export interface SeedMlpGeneratorConfig {
  readonly latent: number;
  readonly width: number;
}

/** The article's generator made to fit: latent → width relu → width relu → 784 sigmoid, as 28×28×1. */
export const seedMlpGenerator: Architecture<SeedMlpGeneratorConfig> = {
  id: "seed-mlp-generator",
  description: "The article's generator: 100 → 8 → 8 → 784 sigmoid, as 28×28×1.",
  role: "generator",
  fixedShape: [28, 28, 1],
  config: z.strictObject({ latent: widthSchema.default(100), width: widthSchema.default(8) }),
  outputRange: () => [0, 1],
  latent: ({ latent }) => normalLatent(latent),
  build({ latent, width }, name) {
    const noise = tf.input({ shape: [latent], name: `${name}/noise` });
    const image = stack(noise, [
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/hidden1` }),
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/hidden2` }),
      tf.layers.dense({ units: 784, activation: "sigmoid", name: `${name}/pixels` }),
      tf.layers.reshape({ targetShape: [28, 28, 1], name: `${name}/image` }),
    ]);
    return tf.model({ inputs: noise, outputs: image, name });
  },
};
