import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type DcganSize, dcganSizeSchema, dcganStages } from "../architecture/dcgan-size.ts";
import { dcganWeightRule } from "../architecture/dcgan-weight-rule.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { BatchNormalization } from "../layers/batch-normalization.ts";
import { Dropout } from "../layers/dropout.ts";

/** Settings of {@link dcganDiscriminator}. */
export interface DcganDiscriminatorConfig {
  /** Channels of the first map. */
  readonly width: number;
  readonly size: DcganSize;
  /** Those of an image, times the images that are judged together. */
  readonly channels: number;
  /** Batch normalisation on every map but the first. */
  readonly batchNorm: boolean;
  readonly dropout: number;
  /** The number of classes; given, there is a second output of class logits (AC-GAN). */
  readonly classes?: number;
}

/**
 * DCGAN's discriminator: convolutions 4×4 stride 2 with leaky relu 0.2, then a dense score, a logit [batch, 1].
 *
 * With `classes` a second output, class logits [batch, classes], stands beside it (Odena, Olah, Shlens 2017).
 *
 * @see Radford, Metz, Chintala 2015
 */
export const dcganDiscriminator: Architecture<DcganDiscriminatorConfig> = {
  id: "dcgan-discriminator",
  description: "DCGAN's discriminator for 16 to 64 pixels, with or without class logits.",
  role: "discriminator",
  config: z.strictObject({
    width: widthSchema.default(64),
    size: dcganSizeSchema.default(28),
    channels: z.int().positive().max(48).default(1),
    batchNorm: z.boolean().default(false),
    dropout: z.number().min(0).lt(1).default(0),
    classes: z.int().min(2).max(1000).exactOptional(),
  }),
  weightRule: (_, { weight }) => dcganWeightRule(weight),
  build({ width, size, channels, batchNorm, dropout, classes }, name) {
    const image = tf.input({ shape: [size, size, channels], name: `${name}/image` });
    const halvings = dcganStages(size).multiples.toReversed();
    const features = stack(image, [
      ...halvings.flatMap((multiple, i) => {
        const normalised = batchNorm && i > 0;
        return [
          tf.layers.conv2d({
            filters: width * multiple,
            kernelSize: 4,
            strides: 2,
            padding: "same",
            useBias: !normalised,
            name: `${name}/down${i + 1}`,
          }),
          ...(normalised ? [new BatchNormalization({ name: `${name}/norm${i + 1}` })] : []),
          tf.layers.leakyReLU({ alpha: 0.2, name: `${name}/hidden${i + 1}` }),
          ...(dropout > 0 ? [new Dropout({ rate: dropout, name: `${name}/dropout${i + 1}` })] : []),
        ];
      }),
      tf.layers.flatten({ name: `${name}/features` }),
    ]);
    const score = stack(features, [tf.layers.dense({ units: 1, name: `${name}/score` })]);
    if (classes === undefined) return tf.model({ inputs: image, outputs: score, name });
    const logits = stack(features, [tf.layers.dense({ units: classes, name: `${name}/class` })]);
    return tf.model({ inputs: image, outputs: [score, logits], name });
  },
};
