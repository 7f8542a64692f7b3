import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { leakyLayers } from "../build/leaky-layers.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link mlpDiscriminator}. */
export interface MlpDiscriminatorConfig {
  readonly widths: readonly number[];
  readonly dropout: number;
  readonly shape: ImageShape;
}

/** A dense discriminator: per width dense, leaky relu 0.2, optional dropout; then one score, a logit. */
export const mlpDiscriminator: Architecture<MlpDiscriminatorConfig> = {
  id: "mlp-discriminator",
  description: "A dense discriminator with leaky relu: pixels → 512 → 256 → 1 score.",
  role: "discriminator",
  config: z.strictObject({
    widths: z.array(widthSchema).min(1).max(16).default([512, 256]),
    dropout: z.number().min(0).lt(1).default(0),
    shape: imageShapeSchema,
  }),
  build({ widths, dropout, shape }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const score = stack(image, [
      tf.layers.flatten({ name: `${name}/flat` }),
      ...leakyLayers(widths, { name, dropout }),
      tf.layers.dense({ units: 1, name: `${name}/score` }),
    ]);
    return tf.model({ inputs: image, outputs: score, name });
  },
};
