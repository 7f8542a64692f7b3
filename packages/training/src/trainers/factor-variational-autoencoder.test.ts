import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { decomposeDivergence, reparameterize } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { resolveConfig } from "../config/resolve-config.ts";
import { factorVariationalAutoencoder } from "./factor-variational-autoencoder.ts";
import { trainedSmall } from "./testdata/trained-small.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const latent = 4;
const small = {
  trainer: "factor-variational-autoencoder",
  encoder: { architecture: "dense-encoder", latent, widths: [32] },
  generator: { architecture: "dense-decoder", latent, widths: [32] },
  discriminator: { architecture: "points-discriminator", dimensions: latent, widths: [32] },
  optimizers: { autoencoder: { learningRate: 3e-3 }, discriminator: { learningRate: 3e-3 } },
};

it("lowers the total correlation of held-out codes against a weight of 0", async () => {
  const found = [];
  for (const gamma of [0, 20]) {
    const { heldOut, outputs, release } = await trainedSmall({ ...small, gamma }, 150);
    const [mean, logVariance] = outputs("encoder", heldOut) as [tf.Tensor, tf.Tensor];
    const noise = tf.tensor(Random.fromSeed(7).normal(mean.size), mean.shape);
    const codes = reparameterize({ mean, logVariance, noise });
    const datasetSize = mean.shape[0] as number;
    const { totalCorrelation } = decomposeDivergence({ mean, logVariance, codes, datasetSize });
    // All samples are in the batch: weights of 1 / N² in the place of 1 / N put log N on each code but one.
    const [value] = await totalCorrelation.data();
    found.push((value as number) - (latent - 1) * Math.log(datasetSize));
    release();
  }
  expect(found[1]).toBeLessThan(0.7 * (found[0] as number));
});

it("refuses a discriminator of codes of another length", () => {
  const values = { ...small, discriminator: { architecture: "points-discriminator", dimensions: 9 } };
  const { config } = resolveConfig([{ origin: "file", values }]);
  const info = { name: "x", kind: "image", shape: [8, 8, 1], splits: {}, licence: "", sha256: "" };
  expect(() => factorVariationalAutoencoder.fit(config as never, info as never)).toThrow(
    /latent=4, received .* dimensions=9/,
  );
});
