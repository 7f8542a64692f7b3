import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { decomposeDivergence, maximumMeanDiscrepancy, reparameterize } from "@ganlens/losses";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { offDiagonal, rowsOf, trainedSmall } from "../trainers/testdata/trained-small.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const small = {
  trainer: "variational-autoencoder",
  encoder: { architecture: "dense-encoder", latent: 4, widths: [32] },
  generator: { architecture: "dense-decoder", latent: 4, widths: [32] },
  optimizer: { learningRate: 3e-3 },
};

/** What a training with a term came to, measured on the held-out digits: posteriors and draws from them. */
async function codesOf(values: PartialConfig) {
  const trained = await trainedSmall({ ...small, ...values }, 250);
  const [mean, logVariance] = trained.outputs("encoder", trained.heldOut) as [tf.Tensor, tf.Tensor];
  const noise = tf.tensor(Random.fromSeed(7).normal(mean.size), mean.shape);
  const codes = reparameterize({ mean, logVariance, noise });
  return { trained, mean, logVariance, codes };
}

const numberOf = async (scalar: tf.Scalar) => (await scalar.data())[0] as number;

describe("a term does what it is for, against a weight of nothing", () => {
  it("holds the divergence at its capacity", async () => {
    const { trained } = await codesOf({
      regulariser: { kind: "capacity", weight: 30, maximum: 3, steps: 100 },
    });
    expect(Math.abs((trained.parts["encoder/divergence"] as number) - 3)).toBeLessThan(0.3);
    expect(trained.parts["encoder/capacity"]).toBeCloseTo(3, 6);
    trained.release();
  });

  it("lowers the total correlation", async () => {
    const found = [];
    for (const weight of [1, 10]) {
      const { trained, mean, logVariance, codes } = await codesOf({
        regulariser: { kind: "total-correlation", weight },
      });
      const datasetSize = mean.shape[0] as number;
      const { totalCorrelation } = decomposeDivergence({ mean, logVariance, codes, datasetSize });
      // All samples are in the batch: weights of 1 / N² in the place of 1 / N put log N on each code but one.
      found.push((await numberOf(totalCorrelation)) - 3 * Math.log(datasetSize));
      trained.release();
    }
    expect(found[1]).toBeLessThan(0.7 * (found[0] as number));
  });

  it.each(["disentangled-prior-1", "disentangled-prior-2"])("lowers covariances: %s", async (kind) => {
    const found = [];
    for (const offDiagonalWeight of [0, 30]) {
      const { trained, mean } = await codesOf({
        regulariser: { kind, offDiagonalWeight, diagonalWeight: 10 },
      });
      found.push(offDiagonal(await rowsOf(mean)));
      trained.release();
    }
    expect(found[1]).toBeLessThan(0.5 * (found[0] as number));
  });

  it("brings codes nearer to the prior than without a term", async () => {
    const found = [];
    for (const weight of [0, 30]) {
      const { trained, codes } = await codesOf({
        beta: 0,
        regulariser: { kind: "maximum-mean-discrepancy", weight },
      });
      const prior = tf.tensor(Random.fromSeed(8).normal(codes.size), codes.shape);
      found.push(await numberOf(maximumMeanDiscrepancy({ codes, prior })));
      trained.release();
    }
    expect(found[1]).toBeLessThan(0.2 * (found[0] as number));
  });
});

describe("a configuration", () => {
  const resolved = (values: PartialConfig) =>
    resolveConfig([{ origin: "file", values: { ...small, ...values } }]).config;

  it.each([
    [{ draws: 3, regulariser: { kind: "total-correlation" } }, /bound of draws=3/],
    [{ beta: 2, regulariser: { kind: "capacity" } }, /beta=2 and freeBits=0 would change/],
    [{ regulariser: { kind: "capacty" } }, /regulariser/],
    [{ regulariser: { kind: "disentangled-prior-1", weight: 3 } }, /unknown key "regulariser\.weight"/],
  ] as [PartialConfig, RegExp][])("that cannot be is refused: %o", (values, message) => {
    expect(() => resolved(values)).toThrow(message);
  });
});
