import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { widthSchema } from "../architecture/width.ts";
import { leakyLayers } from "../build/leaky-layers.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link pointsDiscriminator}. */
export interface PointsDiscriminatorConfig {
  readonly widths: readonly number[];
  readonly dimensions: number;
}

/** A discriminator of points: per width dense and leaky relu 0.2, then one score, a logit. */
export const pointsDiscriminator: Architecture<PointsDiscriminatorConfig> = {
  id: "points-discriminator",
  description: "A discriminator of points in the plane: 2 → 128 → 128 → 1 score.",
  role: "discriminator",
  config: z.strictObject({
    widths: z.array(widthSchema).min(1).max(16).default([128, 128]),
    dimensions: widthSchema.default(2),
  }),
  build({ widths, dimensions }, name) {
    const point = tf.input({ shape: [dimensions], name: `${name}/point` });
    const score = stack(point, [
      ...leakyLayers(widths, { name }),
      tf.layers.dense({ units: 1, name: `${name}/score` }),
    ]);
    return tf.model({ inputs: point, outputs: score, name });
  },
};
