import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { normalLatent } from "../architecture/normal-latent.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { BatchNormalization } from "../layers/batch-normalization.ts";

/** Settings of {@link pointsGenerator}. */
export interface PointsGeneratorConfig {
  readonly latent: number;
  readonly widths: readonly number[];
  readonly batchNorm: boolean;
  readonly dimensions: number;
}

/** A generator of points: per width dense, batch normalisation, relu; then a dense layer without bounds. */
export const pointsGenerator: Architecture<PointsGeneratorConfig> = {
  id: "points-generator",
  description: "A generator of points in the plane: 2 → 128 → 128 → 2.",
  role: "generator",
  config: z.strictObject({
    latent: widthSchema.default(2),
    widths: z.array(widthSchema).min(1).max(16).default([128, 128]),
    batchNorm: z.boolean().default(true),
    dimensions: widthSchema.default(2),
  }),
  latent: ({ latent }) => normalLatent(latent),
  build({ latent, widths, batchNorm, dimensions }, name) {
    const noise = tf.input({ shape: [latent], name: `${name}/noise` });
    const hidden = widths.flatMap((units, i) => [
      tf.layers.dense({ units, useBias: !batchNorm, name: `${name}/dense${i + 1}` }),
      ...(batchNorm ? [new BatchNormalization({ name: `${name}/norm${i + 1}` })] : []),
      tf.layers.activation({ activation: "relu", name: `${name}/hidden${i + 1}` }),
    ]);
    const point = stack(noise, [...hidden, tf.layers.dense({ units: dimensions, name: `${name}/point` })]);
    return tf.model({ inputs: noise, outputs: point, name });
  },
};
