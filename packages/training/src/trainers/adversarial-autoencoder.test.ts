import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { maximumMeanDiscrepancy } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { resolveConfig } from "../config/resolve-config.ts";
import { adversarialAutoencoder } from "./adversarial-autoencoder.ts";
import { trainedSmall } from "./testdata/trained-small.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const small = {
  trainer: "adversarial-autoencoder",
  encoder: { architecture: "dense-encoder", latent: 3, widths: [32], deterministic: true },
  generator: { architecture: "dense-decoder", latent: 3, widths: [32] },
  discriminator: { architecture: "points-discriminator", dimensions: 3, widths: [32] },
  optimizers: { autoencoder: { learningRate: 3e-3 }, discriminator: { learningRate: 3e-3 } },
};

it.each([
  [true, 0.06],
  // Draws of a code add their own noise to the error.
  [false, 0.072],
] as const)(
  "brings codes nearer to the prior than without the discriminator, and rebuilds images (deterministic: %s, error below %d)",
  async (deterministic, error) => {
    const found = [];
    for (const adversarialWeight of [0, 0.05]) {
      const { heldOut, outputs, parts, release } = await trainedSmall(
        { ...small, encoder: { ...small.encoder, deterministic }, adversarialWeight },
        300,
      );
      const [codes] = outputs("encoder", heldOut) as [tf.Tensor];
      const prior = tf.tensor(Random.fromSeed(8).normal(codes.size), codes.shape);
      const [discrepancy] = await maximumMeanDiscrepancy({ codes, prior }).data();
      found.push({ discrepancy: discrepancy as number, error: parts["generator/reconstruction"] as number });
      release();
    }
    const [off, on] = found as [(typeof found)[0], (typeof found)[0]];
    expect(on.discrepancy).toBeLessThan(0.7 * off.discrepancy);
    // The mean image is off by 0.073.
    expect(on.error).toBeLessThan(error);
  },
);

it.each([
  [
    { discriminator: { architecture: "points-discriminator", dimensions: 4 } },
    /latent=3, received .* dimensions=4/,
  ],
  [{ encoder: { architecture: "dense-encoder", latent: 5 } }, /encoder\.latent=5 and generator\.latent=3/],
])("refuses networks that do not fit: %o", (values, message) => {
  const { config } = resolveConfig([{ origin: "file", values: { ...small, ...values } }]);
  const info = { name: "x", kind: "image", shape: [8, 8, 1], splits: {}, licence: "", sha256: "" };
  expect(() => adversarialAutoencoder.fit(config as never, info as never)).toThrow(message);
});
