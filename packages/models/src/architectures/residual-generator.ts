import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type DcganSize, dcganSizeSchema, dcganStages } from "../architecture/dcgan-size.ts";
import { normalLatent } from "../architecture/normal-latent.ts";
import { widthSchema } from "../architecture/width.ts";
import { conditionedUnit, doublingBlock } from "../build/generative-residual-block.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link residualGenerator}. */
export interface ResidualGeneratorConfig {
  readonly latent: number;
  /** Channels of every hidden map; 256 as published for 32 × 32. */
  readonly width: number;
  readonly size: DcganSize;
  readonly channels: 1 | 3;
  /** The number of classes, each with a scale and an offset in every normalisation; left out, the generator takes noise only. */
  readonly classes?: number;
}

/**
 * The residual generator of SNGAN: noise → dense → residual blocks that double → batch normalisation, relu, 3×3, tanh.
 *
 * Inputs: noise [batch, latent]; when conditional also class numbers int32 [batch, 1], which choose scales and offsets of every batch
 * normalisation.
 *
 * @see Miyato et al. 2018; Miyato, Koyama 2018
 */
export const residualGenerator: Architecture<ResidualGeneratorConfig> = {
  id: "residual-generator",
  description: "SNGAN's residual generator for 16 to 64 pixels; classes set its batch normalisation.",
  role: "generator",
  config: z.strictObject({
    latent: widthSchema.default(128),
    width: widthSchema.default(64),
    size: dcganSizeSchema.default(28),
    channels: z.union([z.literal(1), z.literal(3)]).default(1),
    classes: z.int().min(2).max(1000).exactOptional(),
  }),
  outputRange: () => [-1, 1],
  latent: ({ latent, classes }) => normalLatent(latent, classes),
  build({ latent, width, size, channels, classes }, name) {
    const noise = tf.input({ shape: [latent], name: `${name}/noise` });
    const label =
      classes === undefined ? undefined : tf.input({ shape: [1], dtype: "int32", name: `${name}/label` });
    const condition = label === undefined || classes === undefined ? undefined : { label, classes };
    const { side, multiples } = dcganStages(size);
    let maps = stack(noise, [
      tf.layers.dense({ units: side * side * width, name: `${name}/dense` }),
      tf.layers.reshape({ targetShape: [side, side, width], name: `${name}/map` }),
    ]);
    for (const i of multiples.keys()) {
      maps = doublingBlock(maps, { name: `${name}/up${i + 1}`, width, condition });
    }
    const image = stack(conditionedUnit(maps, { name: `${name}/last`, condition }), [
      tf.layers.conv2d({ filters: channels, kernelSize: 3, padding: "same", name: `${name}/pixels` }),
      tf.layers.activation({ activation: "tanh", name: `${name}/image` }),
    ]);
    return tf.model({ inputs: label === undefined ? [noise] : [noise, label], outputs: image, name });
  },
};
