import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { codeHeads } from "../build/code-heads.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link denseEncoder}. */
export interface DenseEncoderConfig {
  readonly latent: number;
  readonly widths: readonly number[];
  readonly shape: ImageShape;
  /** Whether it gives codes alone, without a variance; it gives both unless told. */
  readonly deterministic?: boolean;
}

/** A dense encoder of images to a diagonal Gaussian: pixels → widths relu → mean and log-variance, each [latent]. */
export const denseEncoder: Architecture<DenseEncoderConfig> = {
  id: "dense-encoder",
  description: "A dense encoder to a Gaussian: pixels → 512 → 256 → mean and log-variance.",
  role: "encoder",
  config: z.strictObject({
    latent: widthSchema.default(10),
    widths: z.array(widthSchema).min(1).max(16).default([512, 256]),
    shape: imageShapeSchema,
    deterministic: z.boolean().exactOptional(),
  }),
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer.startsWith("hidden") ? { kind: "he-normal" } : undefined,
  build({ latent, widths, shape, deterministic }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/image` });
    const hidden = stack(image, [
      tf.layers.flatten({ name: `${name}/flat` }),
      ...widths.map((units, i) =>
        tf.layers.dense({ units, activation: "relu", name: `${name}/hidden${i + 1}` }),
      ),
    ]);
    return tf.model({ inputs: image, outputs: codeHeads(hidden, { latent, name, deterministic }), name });
  },
};
