import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema, imageSize } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { composeAutoencoder } from "../autoencoder/compose.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link denseAutoencoder}. */
export interface DenseAutoencoderConfig {
  readonly code: number;
  /** Hidden layers of the encoder, in order; the decoder has the same backwards. */
  readonly widths: readonly number[];
  /** What the code is passed through; nothing unless given. */
  readonly activation?: "relu" | "sigmoid";
  readonly shape: ImageShape;
}

/** A dense autoencoder: pixels → widths relu → code, linear unless told otherwise → widths backwards relu → pixels sigmoid. */
export const denseAutoencoder: Architecture<DenseAutoencoderConfig> = {
  id: "dense-autoencoder",
  description: "A dense autoencoder: pixels → 256 → code → 256 → pixels.",
  role: "autoencoder",
  config: z.strictObject({
    code: widthSchema.default(16),
    widths: z.array(widthSchema).max(8).default([256]),
    activation: z.enum(["relu", "sigmoid"]).exactOptional(),
    shape: imageShapeSchema,
  }),
  outputRange: () => [0, 1],
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer.includes("/hidden") ? { kind: "he-normal" } : undefined,
  build({ code, widths, activation, shape }, name) {
    const image = tf.input({ shape: [...shape], name: `${name}/encoder/image` });
    const hidden = (half: string, units: number, i: number) =>
      tf.layers.dense({ units, activation: "relu", name: `${name}/${half}/hidden${i + 1}` });
    const encoded = stack(image, [
      tf.layers.flatten({ name: `${name}/encoder/flat` }),
      ...widths.map((units, i) => hidden("encoder", units, i)),
      tf.layers.dense({
        units: code,
        ...(activation === undefined ? {} : { activation }),
        name: `${name}/encoder/code`,
      }),
    ]);
    const codeInput = tf.input({ shape: [code], name: `${name}/decoder/code` });
    const decoded = stack(codeInput, [
      ...widths.toReversed().map((units, i) => hidden("decoder", units, i)),
      tf.layers.dense({ units: imageSize(shape), activation: "sigmoid", name: `${name}/decoder/pixels` }),
      tf.layers.reshape({ targetShape: [...shape], name: `${name}/decoder/image` }),
    ]);
    return composeAutoencoder(
      tf.model({ inputs: image, outputs: encoded, name: `${name}/encoder` }),
      tf.model({ inputs: codeInput, outputs: decoded, name: `${name}/decoder` }),
      name,
    );
  },
};
