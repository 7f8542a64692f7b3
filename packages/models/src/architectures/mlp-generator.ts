import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema, imageSize } from "../architecture/image-shape.ts";
import { normalLatent } from "../architecture/normal-latent.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { BatchNormalization } from "../layers/batch-normalization.ts";

/** Settings of {@link mlpGenerator}. */
export interface MlpGeneratorConfig {
  readonly latent: number;
  readonly widths: readonly number[];
  readonly batchNorm: boolean;
  readonly shape: ImageShape;
}

/** A dense generator: per width dense, batch normalisation, relu; then dense to the pixels, tanh. */
export const mlpGenerator: Architecture<MlpGeneratorConfig> = {
  id: "mlp-generator",
  description: "A dense generator with batch normalisation and tanh: 100 → 128 → 256 → 512 → pixels.",
  role: "generator",
  config: z.strictObject({
    latent: widthSchema.default(100),
    widths: z.array(widthSchema).min(1).max(16).default([128, 256, 512]),
    batchNorm: z.boolean().default(true),
    shape: imageShapeSchema,
  }),
  outputRange: () => [-1, 1],
  latent: ({ latent }) => normalLatent(latent),
  build({ latent, widths, batchNorm, shape }, name) {
    const noise = tf.input({ shape: [latent], name: `${name}/noise` });
    const hidden = widths.flatMap((units, i) => [
      tf.layers.dense({ units, useBias: !batchNorm, name: `${name}/dense${i + 1}` }),
      ...(batchNorm ? [new BatchNormalization({ name: `${name}/norm${i + 1}` })] : []),
      tf.layers.activation({ activation: "relu", name: `${name}/hidden${i + 1}` }),
    ]);
    const image = stack(noise, [
      ...hidden,
      tf.layers.dense({ units: imageSize(shape), activation: "tanh", name: `${name}/pixels` }),
      tf.layers.reshape({ targetShape: [...shape], name: `${name}/image` }),
    ]);
    return tf.model({ inputs: noise, outputs: image, name });
  },
};
