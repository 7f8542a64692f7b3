import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import * as layers from "./layers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** What is refused, on which input, with which numbers in the message. */
const refused: readonly (readonly [string, () => tf.layers.Layer, tf.Shape | tf.Shape[], RegExp])[] = [
  ["groups", () => new layers.GroupNormalization({ groups: 3 }), [null, 4, 4, 8], /8 channels.*3/],
  ["no groups", () => new layers.GroupNormalization({ groups: 0 }), [null, 4, 4, 8], /groups.*at least 1.*0/],
  ["an axis", () => new layers.LayerNormalization({ axes: [4] }), [null, 4, 4, 8], /1 to 3.*\[4\]/],
  ["an axis twice", () => new layers.LayerNormalization({ axes: [1, 1] }), [null, 4, 8], /1 to 2.*\[1, 1\]/],
  ["epsilon", () => new layers.PixelNormalization({ epsilon: -1 }), [null, 4], /epsilon.*at least 0.*-1/],
  ["one place", () => new layers.InstanceNormalization({}), [null, 4], /rank at least 3.*\[null, 4\]/],
  [
    "a shift of other channels",
    () => new layers.AdaptiveInstanceNormalization(),
    [
      [null, 4, 4, 8],
      [null, 8],
      [null, 6],
    ],
    /\[batch, 8\].*\[null, 6\]/,
  ],
  [
    "classes",
    () => new layers.ConditionalBatchNormalization({ classes: 0 }),
    [
      [null, 4],
      [null, 1],
    ],
    /classes.*at least 1.*0/,
  ],
  ["one-hot classes", () => new layers.OneHot({ classes: 2.5 }), [null, 1], /classes.*2\.5/],
  ["the factor", () => new layers.PixelShuffle({ factor: 3 }), [null, 4, 4, 8], /8 channels.*3 \(9\)/],
  ["padding", () => new layers.ReflectionPadding({ padding: 4 }), [null, 4, 6, 1], /4×6.*\[4, 4, 4, 4\]/],
  [
    "negative padding",
    () => new layers.ReflectionPadding({ padding: -1 }),
    [null, 4, 6, 1],
    /at least 0.*-1/,
  ],
  ["a size", () => new layers.Resize({ size: [0, 4] }), [null, 4, 4, 1], /size.*0/],
  [
    "a huge size",
    () => new layers.Resize({ size: [4, 2 ** 24] }),
    [null, 4, 4, 1],
    /16777216.*4 to 16777216/,
  ],
  [
    "an interpolation",
    () => new layers.Resize({ size: [2, 2], interpolation: "cubic" as "nearest" }),
    [null, 4, 4, 1],
    /nearest or bilinear.*cubic/,
  ],
  ["a side of 1", () => new layers.BlurPooling(), [null, 1, 4, 1], /from 2.*1×4/],
  ["strides", () => new layers.BlurPooling({ strides: 0 }), [null, 4, 4, 1], /strides.*0/],
  ["a reduction", () => new layers.SelfAttention(), [null, 4, 4, 12], /12 channels.*8/],
  ["odd sides", () => new layers.SelfAttention({ pooled: true }), [null, 5, 4, 8], /even sides.*5×4/],
  [
    "keys of another size",
    () => new layers.ScaledDotProductAttention({}),
    [
      [null, 3, 4],
      [null, 5, 6],
      [null, 5, 2],
    ],
    /\[null, 5, 6\]/,
  ],
  ["iterations", () => new layers.SpectralDense({ units: 2, iterations: 0 }), [null, 4], /iterations.*0/],
  [
    "endless iterations",
    () => new layers.SpectralEmbedding({ classes: 2, units: 2, iterations: 1e12 }),
    [null, 1],
    /iterations.*1 to 1000.*1000000000000/,
  ],
  [
    "endless routing",
    () => new layers.DigitCapsules({ capsules: 3, iterations: 101 }),
    [null, 8, 4],
    /iterations.*1 to 100, received 101/,
  ],
  ["units", () => new layers.SpectralDense({ units: -2 }), [null, 4], /units.*-2/],
  ["maps for dense", () => new layers.SpectralDense({ units: 2 }), [null, 4, 4, 1], /\[null, 4, 4, 1\]/],
  [
    "a kernel larger than the maps",
    () => new layers.SpectralConvolution({ filters: 1, kernelSize: 5, padding: "valid" }),
    [null, 4, 8, 1],
    /at most 4 for the 4×8.*5/,
  ],
  [
    "a kernel larger than what capsules look at",
    () => new layers.PrimaryCapsules(),
    [null, 8, 8, 1],
    /at most 8.*9/,
  ],
  [
    "features as maps",
    () => new layers.MinibatchStandardDeviation(),
    [null, 8],
    /height, width.*\[null, 8\]/,
  ],
  [
    "dimensions",
    () => new layers.MinibatchDiscrimination({ kernels: 3, dimensions: 0 }),
    [null, 8],
    /dimensions.*0/,
  ],
  ["pieces", () => new layers.Maxout({ units: 3, pieces: 0 }), [null, 8], /pieces.*0/],
  ["routing", () => new layers.DigitCapsules({ capsules: 3, iterations: 0 }), [null, 8, 4], /iterations.*0/],
  ["no capsules", () => new layers.DigitCapsules({ capsules: 3 }), [null, 8], /capsules.*\[null, 8\]/],
  ["a rate", () => new layers.Dropout({ rate: 1 }), [null, 8], /rate.*below 1.*1/],
  [
    "a deviation",
    () => new layers.GaussianNoise({ standardDeviation: Number.NaN }),
    [null, 8],
    /standardDeviation.*NaN/,
  ],
  ["a temperature", () => new layers.GumbelSoftmax({ temperature: 0 }), [null, 8], /temperature.*0/],
  ["lambda", () => new layers.GradientReversal({ lambda: -1 }), [null, 8], /lambda.*-1/],
  ["a decay", () => new layers.VectorQuantizer({ decay: 1 }), [null, 8], /decay.*below 1.*1/],
  ["codes", () => new layers.VectorQuantizer({ codes: 0 }), [null, 8], /codes.*0/],
  [
    "a variance of another shape",
    () => new layers.Reparameterization({}),
    [
      [null, 4],
      [null, 5],
    ],
    /\[null, 4\] and \[null, 5\]/,
  ],
  [
    "maps without a style",
    () => new layers.StyleConvolution({ filters: 3 }),
    [
      [null, 4, 4, 2],
      [null, 4, 2],
    ],
    /\[null, 4, 2\]/,
  ],
  ["depth", () => new layers.MappingNetwork({ depth: 0 }), [null, 8], /depth.*0/],
];

test.each(refused)(
  "%s that cannot be is refused when it is built, with the numbers",
  (_, make, shape, message) => {
    const build = () => {
      const symbols = (Array.isArray(shape[0]) ? (shape as tf.Shape[]) : [shape as tf.Shape]).map((sides) =>
        tf.input({ shape: sides.slice(1) as number[] }),
      );
      make().apply(symbols.length === 1 ? (symbols[0] as tf.SymbolicTensor) : symbols);
    };
    expect(build).toThrow(message);
    try {
      build();
    } catch (error) {
      expect(error instanceof ConfigInvalidError || error instanceof ShapeError).toBe(true);
    }
  },
);
