import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { Architecture } from "../architecture/architecture.ts";
import type { ImageShape } from "../architecture/image-shape.ts";
import { quarteredShapeSchema } from "../architecture/quartered-shape.ts";
import { widthSchema } from "../architecture/width.ts";
import { stack } from "../build/stack.ts";
import { VectorQuantizer } from "../layers/vector-quantizer.ts";

/** Settings of {@link vectorQuantizedAutoencoder}. */
export interface VectorQuantizedAutoencoderConfig {
  /** Entries of the codebook. */
  readonly entries: number;
  /** Of each entry. */
  readonly dimensions: number;
  /** What the codebook's moving averages keep, in [0, 1); 0: it is learned by gradients. */
  readonly decay: number;
  /** Channels after the first and the second halving. */
  readonly channels: readonly [number, number];
  readonly shape: ImageShape;
}

/**
 * A VQ-VAE: two 4×4 convolutions of stride 2 with relu, a map of codes [height / 4, width / 4, dimensions], each replaced by the nearest
 * entry of a codebook, and back by transposed convolutions to sigmoid pixels. Height and width must be divisible by 4.
 *
 * Its parts are the models `encoder`, `quantizer` (three outputs, those of {@link VectorQuantizer}) and `decoder`.
 *
 * @see van den Oord, Vinyals, Kavukcuoglu 2017
 */
export const vectorQuantizedAutoencoder: Architecture<VectorQuantizedAutoencoderConfig> = {
  id: "vector-quantized-autoencoder",
  description: "A convolutional autoencoder whose codes are entries of a codebook (VQ-VAE).",
  role: "autoencoder",
  config: z.strictObject({
    entries: z.int().min(2).max(65_536).default(512),
    dimensions: widthSchema.default(16),
    decay: z.number().min(0).lt(1).default(0.99),
    channels: z.tuple([widthSchema, widthSchema]).default([16, 32]),
    shape: quarteredShapeSchema,
  }),
  outputRange: () => [0, 1],
  weightRule: (_, { layer, weight }) =>
    weight === "kernel" && layer.includes("/hidden") ? { kind: "he-normal" } : undefined,
  build({ entries, dimensions, decay, channels: [first, second], shape }, name) {
    const kernel = { kernelSize: 4, strides: 2, padding: "same" } as const;
    const image = tf.input({ shape: [...shape], name: `${name}/encoder/image` });
    const encoded = stack(image, [
      tf.layers.conv2d({ ...kernel, filters: first, activation: "relu", name: `${name}/encoder/hidden1` }),
      tf.layers.conv2d({ ...kernel, filters: second, activation: "relu", name: `${name}/encoder/hidden2` }),
      tf.layers.conv2d({ filters: dimensions, kernelSize: 1, name: `${name}/encoder/code` }),
    ]);
    const map = [shape[0] / 4, shape[1] / 4, dimensions];
    const codes = tf.input({ shape: map, name: `${name}/quantizer/codes` });
    const quantizer = new VectorQuantizer({ codes: entries, decay, name: `${name}/quantizer/entries` });
    quantizer.setFastWeightInitDuringBuild(true);
    const chosen = quantizer.apply(codes) as tf.SymbolicTensor[];
    const code = tf.input({ shape: map, name: `${name}/decoder/code` });
    const decoded = stack(code, [
      tf.layers.conv2d({
        filters: second,
        kernelSize: 3,
        padding: "same",
        activation: "relu",
        name: `${name}/decoder/hidden1`,
      }),
      tf.layers.conv2dTranspose({
        ...kernel,
        filters: first,
        activation: "relu",
        name: `${name}/decoder/hidden2`,
      }),
      tf.layers.conv2dTranspose({
        ...kernel,
        filters: shape[2],
        activation: "sigmoid",
        name: `${name}/decoder/image`,
      }),
    ]);
    const parts = {
      encoder: tf.model({ inputs: image, outputs: encoded, name: `${name}/encoder` }),
      quantizer: tf.model({ inputs: codes, outputs: chosen, name: `${name}/quantizer` }),
      decoder: tf.model({ inputs: code, outputs: decoded, name: `${name}/decoder` }),
    };
    const input = tf.input({ shape: [...shape], name: `${name}/input` });
    const [nearest] = parts.quantizer.apply(parts.encoder.apply(input)) as tf.SymbolicTensor[];
    const output = parts.decoder.apply(nearest as tf.SymbolicTensor) as tf.SymbolicTensor;
    return tf.model({ inputs: input, outputs: output, name });
  },
};
