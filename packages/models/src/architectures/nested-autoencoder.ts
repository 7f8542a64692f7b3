import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import { type ImageShape, imageShapeSchema, imageSize } from "../architecture/image-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { composeAutoencoder } from "../autoencoder/compose.ts";
import { stack } from "../build/stack.ts";

/** Settings of {@link nestedAutoencoder}. */
export interface NestedAutoencoderConfig {
  /** The code sizes that it is trained for, ascending; the last is the size of the whole code. */
  readonly codes: readonly number[];
  readonly width: number;
  readonly shape: ImageShape;
}

/**
 * An autoencoder whose code can be cut short: its first m entries are a code of size m for every m in `codes`.
 *
 * Encoder and decoder are each a linear map plus a correction by a small network whose last layer starts at 0:
 * E(x) = Wx + b + f(x), D(h, mask) = V(h · mask) + c + g([h · mask, mask]). After initialiseFromPca it *is* PCA of every
 * prefix size, so training can only be measured against PCA from PCA on. The output is linear: clip it if images are wanted.
 *
 * Inputs: image [batch, height, width, channels] and prefix mask [batch, code], 1 for entries in use and 0 after them.
 */
export const nestedAutoencoder: Architecture<NestedAutoencoderConfig> = {
  id: "nested-autoencoder",
  description:
    "One autoencoder for the code sizes 2, 4, 8, 16, 32 and 64, with a linear skip that starts as PCA.",
  role: "autoencoder",
  config: z.strictObject({
    codes: z
      .array(widthSchema)
      .min(1)
      .max(32)
      .refine((codes) => codes.every((size, i) => i === 0 || size > (codes[i - 1] as number)), {
        message: "code sizes must ascend",
      })
      .default([2, 4, 8, 16, 32, 64]),
    width: widthSchema.default(256),
    shape: imageShapeSchema,
  }),
  weightRule: (_, { layer, weight }) => {
    if (weight !== "kernel") return undefined;
    if (layer.endsWith("/correction")) return { kind: "zeros" };
    return layer.endsWith("/hidden") ? { kind: "he-normal" } : undefined;
  },
  build({ codes, width, shape }, name) {
    const code = codes.at(-1) as number;
    const image = tf.input({ shape: [...shape], name: `${name}/encoder/image` });
    const flat = stack(image, [tf.layers.flatten({ name: `${name}/encoder/flat` })]);
    const encoded = stack(
      [
        stack(flat, [tf.layers.dense({ units: code, name: `${name}/encoder/linear` })]),
        stack(flat, [
          tf.layers.dense({ units: width, activation: "relu", name: `${name}/encoder/hidden` }),
          tf.layers.dense({ units: code, useBias: false, name: `${name}/encoder/correction` }),
        ]),
      ],
      [tf.layers.add({ name: `${name}/encoder/code` })],
    );

    const codeInput = tf.input({ shape: [code], name: `${name}/decoder/code` });
    const mask = tf.input({ shape: [code], name: `${name}/decoder/mask` });
    const used = stack([codeInput, mask], [tf.layers.multiply({ name: `${name}/decoder/used` })]);
    const pixels = imageSize(shape);
    const decoded = stack(
      [
        stack(used, [tf.layers.dense({ units: pixels, name: `${name}/decoder/linear` })]),
        stack(
          [used, mask],
          [
            tf.layers.concatenate({ name: `${name}/decoder/prefix` }),
            tf.layers.dense({ units: width, activation: "relu", name: `${name}/decoder/hidden` }),
            tf.layers.dense({ units: pixels, useBias: false, name: `${name}/decoder/correction` }),
          ],
        ),
      ],
      [
        tf.layers.add({ name: `${name}/decoder/pixels` }),
        tf.layers.reshape({ targetShape: [...shape], name: `${name}/decoder/image` }),
      ],
    );
    return composeAutoencoder(
      tf.model({ inputs: image, outputs: encoded, name: `${name}/encoder` }),
      tf.model({ inputs: [codeInput, mask], outputs: decoded, name: `${name}/decoder` }),
      name,
    );
  },
};
