import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { applyModel } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { resolveConfig } from "../config/resolve-config.ts";
import type { VariationalAutoencoderConfig } from "../config/variational-autoencoder-config.ts";
import type { RoundContext } from "../engine/objective.ts";
import { variationalObjective } from "../objectives/variational-objective.ts";
import { trainWith } from "./train.ts";
import { variationalAutoencoder } from "./variational-autoencoder.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const small = {
  trainer: "variational-autoencoder",
  data: "digits-8x8",
  encoder: { architecture: "dense-encoder", latent: 4, widths: [48] },
  generator: { architecture: "dense-decoder", latent: 4, widths: [48] },
};
const open = () => openDataset("digits-8x8", { split: "train", random: Random.fromSeed(0).split("data") });

async function fitted(values: object) {
  const { config } = resolveConfig([{ origin: "file", values: { ...small, ...values } }]);
  const dataset = await open();
  return {
    config: variationalAutoencoder.fit(config as VariationalAutoencoderConfig, dataset.info),
    dataset,
  };
}

describe("training", () => {
  it("lowers the bound below what is known without a code, and codes tell images apart", async () => {
    const schedule = { totalSteps: 500, snapshots: 0, checkpointEvery: 0, logEvery: 1 };
    const { config, dataset } = await fitted({ schedule, optimizer: { learningRate: 3e-3 } });
    const bounds: number[] = [];
    const training = trainWith(variationalAutoencoder, config, dataset, { clock: () => 0 });
    let next = await training.next();
    while (!next.done) {
      if (next.value.type === "step-end") bounds.push(next.value.losses.bound as number);
      next = await training.next();
    }
    const trainee = next.value;
    const { x } = await dataset.openSplit("held-out").all();
    // Every pixel a Bernoulli variable with its mean: what a decoder that ignores its code reaches at best.
    const count = x.shape[0] as number;
    const ignoring = Array.from({ length: 64 }, (_, pixel) => {
      const values = Array.from({ length: count }, (__, row) => x.data[row * 64 + pixel] as number);
      const p = Math.min(1 - 1e-6, Math.max(1e-6, values.reduce((sum, value) => sum + value, 0) / count));
      return -(p * Math.log(p) + (1 - p) * Math.log(1 - p));
    }).reduce((sum, value) => sum + value, 0);
    const last = bounds.slice(-50).reduce((sum, value) => sum + value, 0) / 50;
    expect(last).toBeLessThan(ignoring - 1);
    const encoder = trainee.model("encoder");
    const mean = tf.tidy(
      () =>
        (
          applyModel(encoder, tf.tensor(x.data, [...x.shape]), { training: false }) as tf.Tensor[]
        )[0] as tf.Tensor,
    );
    const { variance } = tf.moments(mean, 0);
    expect(Math.max(...(await variance.data()))).toBeGreaterThan(0.2);
    tf.dispose([mean, variance]);
    trainee.release();
  });
});

describe("what is minimised", () => {
  const [batch, latent] = [3, 2];
  const x = Random.fromSeed(1).uniform(batch * 4);
  const mean = Random.fromSeed(2).normal(batch * latent);
  const logVariance = Random.fromSeed(3)
    .normal(batch * latent)
    .map((value) => 0.3 * value);
  const decode = (z: readonly number[]): number[] =>
    [0, 1, 2, 3].map((pixel) => 1 / (1 + Math.exp(-((z[0] as number) * (pixel - 1) + (z[1] as number)))));
  const noiseOf = (draws: number) =>
    Random.fromSeed(4)
      .split("codes")
      .normal(batch * draws * latent);

  /** What the objective says with fixed networks: an encoder that gives these codes, a decoder that is {@link decode}. */
  async function lossOf(options: Partial<Parameters<typeof variationalObjective>[0]>): Promise<number> {
    const objective = variationalObjective({
      likelihood: "bernoulli",
      beta: 1,
      freeBits: 0,
      draws: 1,
      range: [0, 1],
      ...options,
    });
    const context = {
      batch: () => ({ x: { data: x, shape: [batch, 2, 2, 1] }, ids: ["a", "b", "c"] }),
      random: Random.fromSeed(4),
      apply: (player: string, inputs: tf.Tensor) =>
        player === "encoder"
          ? [tf.tensor2d(mean, [batch, latent]), tf.tensor2d(logVariance, [batch, latent])]
          : tf.sigmoid(
              tf.add(
                tf.matMul(
                  inputs as tf.Tensor2D,
                  tf.tensor2d([
                    [-1, 0, 1, 2],
                    [0, 0, 0, 0],
                  ]),
                ),
                tf.slice(inputs as tf.Tensor2D, [0, 1], [-1, 1]),
              ),
            ),
    } as unknown as RoundContext;
    const loss = tf.tidy(
      () => (objective.updates(context)[0] as { loss(): { loss: tf.Scalar } }).loss().loss,
    );
    const [value] = await loss.data();
    loss.dispose();
    return value as number;
  }

  /** log p(x, z) − log q(z | x) of every image and draw, in plain numbers. */
  function logWeights(draws: number): number[][] {
    const noise = noiseOf(draws);
    return Array.from({ length: batch }, (_, i) =>
      Array.from({ length: draws }, (__, s) => {
        const codes = Array.from({ length: latent }, (___, j) => {
          const [m, v] = [mean[i * latent + j] as number, logVariance[i * latent + j] as number];
          const e = noise[(i * draws + s) * latent + j] as number;
          return { z: m + Math.exp(v / 2) * e, v, e };
        });
        const p = decode(codes.map(({ z }) => z));
        const likelihood = p.reduce((sum, each, k) => {
          const value = x[i * 4 + k] as number;
          return sum + value * Math.log(each) + (1 - value) * Math.log(1 - each);
        }, 0);
        return codes.reduce((sum, { z, v, e }) => sum - z ** 2 / 2 + v / 2 + e ** 2 / 2, likelihood);
      }),
    );
  }

  it("is the evidence bound: −log p(x | z) and the divergence, which beta weighs", async () => {
    const divergence = (i: number) =>
      Array.from({ length: latent }, (_, j) => {
        const [m, v] = [mean[i * latent + j] as number, logVariance[i * latent + j] as number];
        return 0.5 * (m ** 2 + Math.exp(v) - 1 - v);
      }).reduce((sum, value) => sum + value, 0);
    const noise = noiseOf(1);
    const likelihood = logWeights(1).map(([weight = 0], i) =>
      Array.from({ length: latent }, (_, j) => {
        const [m, v] = [mean[i * latent + j] as number, logVariance[i * latent + j] as number];
        const e = noise[i * latent + j] as number;
        return (m + Math.exp(v / 2) * e) ** 2 / 2 - v / 2 - e ** 2 / 2;
      }).reduce((sum, value) => sum + value, weight),
    );
    for (const beta of [1, 4]) {
      const expected =
        [0, 1, 2].reduce((sum, i) => sum - (likelihood[i] as number) + beta * divergence(i), 0) / 3;
      expect(await lossOf({ beta })).toBeCloseTo(expected, 4);
    }
    // Free bits beyond any divergence leave a constant: 2 codes of 50 nats.
    expect((await lossOf({ freeBits: 50 })) - (await lossOf({ beta: 0 }))).toBeCloseTo(100, 3);
  });

  it("is the importance-weighted bound of several draws", async () => {
    const draws = 5;
    const expected = logWeights(draws).reduce(
      (sum, weights) =>
        sum - Math.log(weights.reduce((total, each) => total + Math.exp(each), 0) / draws) / 3,
      0,
    );
    expect(await lossOf({ draws })).toBeCloseTo(expected, 4);
  });
});

describe("a configuration", () => {
  it.each([
    [{ encoder: { architecture: "dense-encoder", latent: 5 } }, /encoder\.latent=5 and generator\.latent=4/],
    [
      { generator: { architecture: "mlp-generator", latent: 4 } },
      /values in \[0, 1\] for likelihood=bernoulli/,
    ],
    [{ draws: 4, beta: 2 }, /no divergence of its own/],
    [{ encoder: { architecture: "dense-autoencoder" } }, /expected an encoder, received "dense-autoencoder"/],
    [{ generator: { architecture: "points-generator" } }, /./],
  ])("that cannot fit is refused with the numbers: %o", async (values, message) => {
    await expect(fitted(values)).rejects.toThrow(message);
  });

  it("fits its networks to the data, a decoder with tanh under a Gaussian likelihood too", async () => {
    const { config } = await fitted({
      generator: { architecture: "mlp-generator", latent: 4, widths: [8] },
      likelihood: "gaussian",
    });
    expect([config.encoder.shape, config.generator.shape]).toEqual([
      [8, 8, 1],
      [8, 8, 1],
    ]);
    const { latent, encoder } = variationalAutoencoder.subject(config, (await open()).info);
    expect(latent?.parts).toMatchObject([{ kind: "noise", size: 4, prior: "normal" }]);
    expect(encoder).toEqual({ folder: "encoder", format: "ganlens", output: 0 });
  });
});
