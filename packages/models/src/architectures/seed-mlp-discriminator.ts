import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link seedMlpDiscriminator}. */
export interface SeedMlpDiscriminatorConfig {
  readonly width: number;
}

/** The article's discriminator: 784 → width relu → width relu → 1; the score is a logit, its sigmoid the article's output. */
export const seedMlpDiscriminator: Architecture<SeedMlpDiscriminatorConfig> = {
  id: "seed-mlp-discriminator",
  description: "The article's discriminator: 784 → 8 → 8 → 1 score.",
  role: "discriminator",
  fixedShape: [28, 28, 1],
  config: z.strictObject({ width: widthSchema.default(8) }),
  build({ width }, name) {
    const image = tf.input({ shape: [28, 28, 1], name: `${name}/image` });
    const score = stack(image, [
      tf.layers.flatten({ name: `${name}/flat` }),
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/hidden1` }),
      tf.layers.dense({ units: width, activation: "relu", name: `${name}/hidden2` }),
      tf.layers.dense({ units: 1, name: `${name}/score` }),
    ]);
    return tf.model({ inputs: image, outputs: score, name });
  },
};
