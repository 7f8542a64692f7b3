import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { leakyLayers } from "../build/leaky-layers.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link pairDiscriminator}. */
export interface PairDiscriminatorConfig {
  /** Numbers of a code. */
  readonly latent: number;
  readonly widths: readonly number[];
  readonly dropout: number;
  readonly shape: ImageShape;
}

/**
 * A dense discriminator of pairs of an image and a code, as BiGAN and ALI have one: both side by side, per width dense, leaky relu 0.2,
 * optional dropout; then one score, a logit. It has no batch normalisation, whose statistics tell real batches from generated ones.
 *
 * Inputs: image [batch, height, width, channels], code [batch, latent]. Output: [batch, 1].
 *
 * @see Donahue, Krähenbühl, Darrell 2017; Dumoulin et al. 2017
 */
export const pairDiscriminator: Architecture<PairDiscriminatorConfig> = {
  id: "pair-discriminator",
  description: "A dense discriminator of pairs of an image and its code: both → 512 → 512 → 1 score.",
  role: "discriminator",
  config: z.strictObject({
    latent: widthSchema.default(50),
    widths: z.array(widthSchema).min(1).max(16).default([512, 512]),
    dropout: z.number().min(0).lt(1).default(0.2),
    shape: imageShapeSchema,
  }),
  build({ latent, widths, dropout, shape }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const code = tf.input({ shape: [latent], name: `${name}/code` });
    const flat = stack(image, [tf.layers.flatten({ name: `${name}/flat` })]);
    const score = stack(
      [flat, code],
      [
        tf.layers.concatenate({ name: `${name}/pair` }),
        ...leakyLayers(widths, { name, dropout }),
        tf.layers.dense({ units: 1, name: `${name}/score` }),
      ],
    );
    return tf.model({ inputs: [image, code], outputs: score, name });
  },
};
