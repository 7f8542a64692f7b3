import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type DcganSize, dcganSizeSchema, dcganStages } from "../architecture/dcgan-size.ts";
import { widthSchema } from "../architecture/width.ts";
import { judgingBlock } from "../build/generative-residual-block.ts";
import { stack } from "../build/stack.ts";
import { ReduceAxes } from "../layers/reduce-axes.ts";
import { SpectralDense } from "../layers/spectral-dense.ts";
import { SpectralEmbedding } from "../layers/spectral-embedding.ts";

/** Settings of {@link residualDiscriminator}. */
export interface ResidualDiscriminatorConfig {
  /** Channels of every map; 128 as published for 32 × 32. */
  readonly width: number;
  readonly size: DcganSize;
  /** Those of an image, times the images that are judged together. */
  readonly channels: number;
  /** Blocks behind those that halve, which keep the size. */
  readonly depth: number;
  /** The number of classes: given, it takes the class beside the image, and projects its features on the class's embedding. */
  readonly classes?: number;
}

/**
 * The residual discriminator of SNGAN, every weight with spectral normalisation: residual blocks that halve, blocks that do not, relu,
 * the sum φ(x) over places, and a dense score, a logit [batch, 1].
 *
 * With `classes` it is a projection discriminator: D(x, y) = lᵀφ(x) + ⟨V_y, φ(x)⟩, and takes class numbers int32 [batch, 1] beside the
 * image.
 *
 * @see Miyato et al. 2018; Miyato, Koyama 2018, cGANs with projection discriminator
 */
export const residualDiscriminator: Architecture<ResidualDiscriminatorConfig> = {
  id: "residual-discriminator",
  description:
    "SNGAN's residual discriminator with spectral normalisation; with classes it projects on them.",
  role: "discriminator",
  config: z.strictObject({
    width: widthSchema.default(64),
    size: dcganSizeSchema.default(28),
    channels: z.int().positive().max(48).default(1),
    depth: z.int().min(0).max(8).default(1),
    classes: z.int().min(2).max(1000).exactOptional(),
  }),
  build({ width, size, channels, depth, classes }, name) {
    const image = tf.input({ shape: [size, size, channels], name: `${name}/image` });
    const halvings = dcganStages(size).multiples.length;
    let maps: tf.SymbolicTensor = image;
    for (let i = 0; i < halvings + depth; i++) {
      maps = judgingBlock(maps, {
        name: `${name}/block${i + 1}`,
        width,
        halves: i < halvings,
        isFirst: i === 0,
      });
    }
    const features = stack(maps, [
      tf.layers.activation({ activation: "relu", name: `${name}/hidden` }),
      new ReduceAxes({ operation: "sum", axes: [1, 2], keep: false, name: `${name}/features` }),
    ]);
    const score = stack(features, [new SpectralDense({ units: 1, name: `${name}/score` })]);
    if (classes === undefined) return tf.model({ inputs: image, outputs: score, name });
    const label = tf.input({ shape: [1], dtype: "int32", name: `${name}/label` });
    const embedding = stack(label, [new SpectralEmbedding({ classes, units: width, name: `${name}/class` })]);
    const projection = stack(
      [features, embedding],
      [
        tf.layers.multiply({ name: `${name}/product` }),
        new ReduceAxes({ operation: "sum", axes: [1], keep: true, name: `${name}/projection` }),
      ],
    );
    const judged = stack([score, projection], [tf.layers.add({ name: `${name}/judged` })]);
    return tf.model({ inputs: [image, label], outputs: judged, name });
  },
};
