import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema, imageSize } from "../architecture/image-shape.ts";
import { normalLatent } from "../architecture/normal-latent.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link denseDecoder}. */
export interface DenseDecoderConfig {
  readonly latent: number;
  readonly widths: readonly number[];
  readonly shape: ImageShape;
}

/** A dense generator without normalisation, such as a VAE's decoder: latent → widths relu → pixels sigmoid. */
export const denseDecoder: Architecture<DenseDecoderConfig> = {
  id: "dense-decoder",
  description: "A dense generator without normalisation, such as a VAE's decoder: 10 → 256 → 512 → pixels.",
  role: "generator",
  config: z.strictObject({
    latent: widthSchema.default(10),
    widths: z.array(widthSchema).min(1).max(16).default([256, 512]),
    shape: imageShapeSchema,
  }),
  outputRange: () => [0, 1],
  latent: ({ latent }) => normalLatent(latent),
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer.startsWith("hidden") ? { kind: "he-normal" } : undefined,
  build({ latent, widths, shape }, name) {
    const noise = tf.input({ shape: [latent], name: `${name}/noise` });
    const image = stack(noise, [
      ...widths.map((units, i) =>
        tf.layers.dense({ units, activation: "relu", name: `${name}/hidden${i + 1}` }),
      ),
      tf.layers.dense({ units: imageSize(shape), activation: "sigmoid", name: `${name}/pixels` }),
      tf.layers.reshape({ targetShape: [...shape], name: `${name}/image` }),
    ]);
    return tf.model({ inputs: noise, outputs: image, name });
  },
};
