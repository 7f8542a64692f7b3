import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { meanSquaredError } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../config/resolve-config.ts";
import { trainedSmall } from "./testdata/trained-small.ts";
import { vectorQuantizedAutoencoder } from "./vector-quantized-autoencoder.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const model = { architecture: "vector-quantized-autoencoder", entries: 32, dimensions: 4, channels: [8, 16] };
const trained = (values: object, steps = 250) =>
  trainedSmall(
    { trainer: "vector-quantized-autoencoder", optimizer: { learningRate: 1e-2 }, ...values },
    steps,
  );

describe("training", () => {
  it.each([0.95, 0])("decay %d: rebuilds images from several entries of its codebook", async (decay) => {
    const { heldOut, outputs, parts, release } = await trained({ autoencoder: { ...model, decay } });
    const errors = [];
    const mean = tf.mean(heldOut, 0, true);
    for (const prediction of [
      outputs("autoencoder", heldOut)[0] as tf.Tensor,
      tf.tile(mean, [heldOut.shape[0], 1, 1, 1]),
    ])
      errors.push((await meanSquaredError({ target: heldOut, prediction }).data())[0] as number);
    expect(errors[0]).toBeLessThan(0.7 * (errors[1] as number));
    expect(parts["autoencoder/perplexity"]).toBeGreaterThan(3);
    expect(parts["autoencoder/unused"]).toBeLessThan(0.75);
    release();
  });

  it("commitment keeps codes at their entries", async () => {
    const found = [];
    for (const commitment of [0, 1]) {
      const { parts, release } = await trained({ commitment, autoencoder: { ...model, decay: 0.95 } });
      found.push(parts["autoencoder/commitment"] as number);
      release();
    }
    expect(found[1]).toBeLessThan(0.7 * (found[0] as number));
  });
});

it("refuses an autoencoder without a codebook", () => {
  const values = {
    trainer: "vector-quantized-autoencoder",
    autoencoder: { architecture: "conv-autoencoder" },
  };
  const { config } = resolveConfig([{ origin: "file", values }]);
  const info = { name: "x", kind: "image", shape: [8, 8, 1], splits: {}, licence: "", sha256: "" };
  expect(() => vectorQuantizedAutoencoder.fit(config as never, info as never)).toThrow(
    /codebook, received conv-autoencoder/,
  );
});
