import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { contractive, contractiveEstimate, meanSquaredError } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { corruptSamples } from "../objectives/corrupt-samples.ts";
import { autoencoder } from "./autoencoder.ts";
import { trainedSmall } from "./testdata/trained-small.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const small = {
  trainer: "autoencoder",
  autoencoder: { architecture: "dense-autoencoder", code: 16, widths: [], activation: "sigmoid" },
  optimizer: { learningRate: 5e-3 },
};
const trained = (values: PartialConfig) => trainedSmall({ ...small, ...values }, 250);

describe("a term does what it is for", () => {
  it.each([
    { kind: "noise", standardDeviation: 0.4 },
    { kind: "masking", share: 0.4 },
  ] as const)("corruption: $kind is removed better than by one that never saw it", async (corruption) => {
    const errors = [];
    const wide = { architecture: "dense-autoencoder", code: 32, widths: [64] };
    for (const values of [{}, { corruption }]) {
      const { heldOut, outputs, release } = await trained({ autoencoder: wide, ...values });
      const random = Random.fromSeed(4);
      const [restored] = outputs("autoencoder", corruptSamples(heldOut, { config: corruption, random }));
      const error = meanSquaredError({ target: heldOut, prediction: restored as tf.Tensor });
      errors.push((await error.data())[0] as number);
      release();
    }
    expect(errors[1]).toBeLessThan(0.85 * (errors[0] as number));
  });

  it.each([
    ["sparsity", { kind: "divergence", weight: 0 }, { kind: "divergence", weight: 0.01, rate: 0.1 }, 0.3],
    ["sparsity", { kind: "absolute", weight: 0 }, { kind: "absolute", weight: 0.01 }, 0.7],
    ["contraction", { weight: 0 }, { weight: 0.05 }, 0.5],
  ] as const)("%s: %o against %o", async (key, off, on, ratio) => {
    const found = [];
    for (const setting of [off, on]) {
      const { parts, release } = await trained({ [key]: setting });
      found.push(parts[`autoencoder/${key}`] as number);
      release();
    }
    expect(found[1]).toBeLessThan(ratio * (found[0] as number));
  });

  it("decay: codes and the decoder's weights become short", async () => {
    const found = [];
    for (const [code, decoder] of [
      [0, 0],
      [1e-2, 1e-3],
    ]) {
      const { parts, release } = await trained({ decay: { code, decoder } });
      found.push([parts["autoencoder/code"] as number, parts["autoencoder/decoder"] as number]);
      release();
    }
    const [[code, decoder], [shortCode, shortDecoder]] = found as [[number, number], [number, number]];
    expect(shortCode).toBeLessThan(0.8 * code);
    expect(shortDecoder).toBeLessThan(0.8 * decoder);
  });
});

it("contraction is on average the closed form of a sigmoid code, and so is its gradient", async () => {
  const x = tf.tensor2d(Random.fromSeed(1).normal(6), [2, 3]);
  const weights = tf.tensor2d(Random.fromSeed(2).normal(12), [3, 4]);
  const encode = (given: tf.Tensor, w: tf.Tensor) =>
    tf.sigmoid(tf.matMul(given as tf.Tensor2D, w as tf.Tensor2D));
  const exact = tf.valueAndGrad((w: tf.Tensor) => contractive({ activations: encode(x, w), weights: w }))(
    weights,
  );
  const draws = Array.from({ length: 400 }, (_, i) => Random.fromSeed(3).split(String(i)));
  const estimated = tf.valueAndGrad((w: tf.Tensor) =>
    tf.mean(
      tf.stack(
        draws.map((random) => contractiveEstimate({ encode: (given) => encode(given, w), x, random })),
      ),
    ),
  )(weights);
  for (const which of ["value", "grad"] as const) {
    const [wanted, got] = [await exact[which].data(), await estimated[which].data()];
    const scale = Math.max(...wanted.map(Math.abs));
    for (const [i, each] of wanted.entries())
      expect(Math.abs((got[i] as number) - each) / scale).toBeLessThan(0.15);
  }
  tf.dispose([x, weights, exact, estimated] as never);
});

describe("a configuration", () => {
  const info = { name: "x", kind: "image", shape: [8, 8, 1], splits: {}, licence: "", sha256: "" };

  it.each([
    [
      { sparsity: { kind: "divergence" }, autoencoder: { architecture: "conv-autoencoder" } },
      /activation=none/,
    ],
    [{ contraction: {}, autoencoder: { architecture: "nested-autoencoder" } }, /code of one size/],
    [{ corruption: { kind: "masking", share: 1 } }, /corruption\.share/],
  ] as [PartialConfig, RegExp][])("that cannot be is refused: %o", (values, message) => {
    expect(() => {
      const { config } = resolveConfig([{ origin: "file", values: { ...small, ...values } }]);
      autoencoder.fit(config as never, info as never);
    }).toThrow(message);
  });
});
