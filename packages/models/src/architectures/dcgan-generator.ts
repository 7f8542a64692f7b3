import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type DcganSize, dcganSizeSchema, dcganStages } from "../architecture/dcgan-size.ts";
import { dcganWeightRule } from "../architecture/dcgan-weight-rule.ts";
import { normalLatent } from "../architecture/normal-latent.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { BatchNormalization } from "../layers/batch-normalization.ts";
import { OneHot } from "../layers/one-hot.ts";

/** Settings of {@link dcganGenerator}. */
export interface DcganGeneratorConfig {
  readonly latent: number;
  /** Channels of the last hidden map. */
  readonly width: number;
  readonly size: DcganSize;
  readonly channels: 1 | 3;
  /** The number of classes; left out, the generator takes noise only. */
  readonly classes?: number;
}

/**
 * DCGAN's generator: noise (and the class as an indicator) → dense → batch normalisation, relu → transposed
 * convolutions 4×4 stride 2, each with batch normalisation and relu but the last, which has tanh.
 *
 * Inputs: noise [batch, latent]; when conditional also class numbers int32 [batch, 1].
 *
 * @see Radford, Metz, Chintala 2015
 */
export const dcganGenerator: Architecture<DcganGeneratorConfig> = {
  id: "dcgan-generator",
  description: "DCGAN's generator for 16 to 64 pixels, with or without classes.",
  role: "generator",
  config: z.strictObject({
    latent: widthSchema.default(100),
    width: widthSchema.default(64),
    size: dcganSizeSchema.default(28),
    channels: z.union([z.literal(1), z.literal(3)]).default(1),
    classes: z.int().min(2).max(1000).exactOptional(),
  }),
  outputRange: () => [-1, 1],
  latent: ({ latent, classes }) => normalLatent(latent, classes),
  weightRule: (_, { weight }) => dcganWeightRule(weight),
  build({ latent, width, size, channels, classes }, name) {
    const noise = tf.input({ shape: [latent], name: `${name}/noise` });
    const inputs = [noise];
    let code = noise;
    if (classes !== undefined) {
      const label = tf.input({ shape: [1], dtype: "int32", name: `${name}/label` });
      inputs.push(label);
      const indicator = stack(label, [new OneHot({ classes, name: `${name}/class` })]);
      code = stack([noise, indicator], [tf.layers.concatenate({ name: `${name}/code` })]);
    }
    const { side, multiples } = dcganStages(size);
    const first = width * (multiples[0] as number);
    const doublings = [...multiples.slice(1).map((multiple) => multiple * width), channels];
    const image = stack(code, [
      tf.layers.dense({ units: side * side * first, useBias: false, name: `${name}/dense` }),
      tf.layers.reshape({ targetShape: [side, side, first], name: `${name}/map` }),
      new BatchNormalization({ name: `${name}/norm1` }),
      tf.layers.activation({ activation: "relu", name: `${name}/hidden1` }),
      ...doublings.flatMap((filters, i) => {
        const last = i === doublings.length - 1;
        const convolution = tf.layers.conv2dTranspose({
          filters,
          kernelSize: 4,
          strides: 2,
          padding: "same",
          useBias: last,
          name: `${name}/up${i + 1}`,
        });
        if (last) return [convolution, tf.layers.activation({ activation: "tanh", name: `${name}/image` })];
        return [
          convolution,
          new BatchNormalization({ name: `${name}/norm${i + 2}` }),
          tf.layers.activation({ activation: "relu", name: `${name}/hidden${i + 2}` }),
        ];
      }),
    ]);
    return tf.model({ inputs, outputs: image, name });
  },
};
