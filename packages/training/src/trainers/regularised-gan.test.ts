import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { openDataset } from "@ganlens/datasets";
import { namedParameters, readWeights } from "@ganlens/models";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import type { GameTrainee } from "../engine/game-trainee.ts";
import { openedTrainee } from "./testdata/opened-trainee.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const tiny: PartialConfig = {
  trainer: "gan",
  data: "digits-8x8",
  generator: { architecture: "mlp-generator", latent: 6, widths: [12] },
  discriminator: { architecture: "mlp-discriminator", widths: [24], dropout: 0 },
  optimizers: { discriminator: { learningRate: 5e-3 } },
};

/** A small GAN of 8 × 8 digits, so many steps trained. */
async function trained(
  values: PartialConfig,
  { steps, data = "digits-8x8" }: { steps: number; data?: string },
) {
  const { trainee, game } = await openedTrainee({ ...tiny, batchSize: 32, ...values, data });
  const reports = [];
  for (let i = 0; i < steps; i++) reports.push(await trainee.step({ gradientNorms: false }));
  return { trainee, reports, game };
}

/** The largest weight of the discriminator. */
async function largestWeight(trainee: GameTrainee): Promise<number> {
  const weights = [...(await readWeights(trainee.model("discriminator"))).values()];
  return Math.max(...weights.flatMap(({ data }) => [...data].map(Math.abs)));
}

describe("clipped weights", () => {
  it("stay within the limit, and would not without it", async () => {
    const clipped = await trained({ loss: "wasserstein", clip: 0.02 }, { steps: 3 });
    const free = await trained({ loss: "wasserstein" }, { steps: 3 });
    expect(await largestWeight(clipped.trainee)).toBeLessThanOrEqual(Math.fround(0.02));
    expect(await largestWeight(free.trainee)).toBeGreaterThan(0.02);
    for (const { trainee } of [clipped, free]) trainee.dispose({ keepModels: false });
  });
});

describe("instance noise", () => {
  it("falls to nothing along a line", async () => {
    const { game, trainee } = await trained({ instanceNoise: { deviation: 0.4, steps: 10 } }, { steps: 1 });
    const at = [0, 5, 10, 20].map((step) => game.coefficients?.(step)["instance-noise"]);
    expect(at).toEqual([0.4, 0.2, 0, 0]);
    trainee.dispose({ keepModels: false });
  });

  it("keeps a discriminator from telling the two apart while it is there", async () => {
    const fooled = async (deviation: number) => {
      const { trainee, reports } = await trained(
        { instanceNoise: { deviation, steps: 1000 } },
        { steps: 40 },
      );
      trainee.dispose({ keepModels: false });
      return (reports.at(-1) as (typeof reports)[number]).losses.discriminator as number;
    };
    expect(await fooled(4)).toBeGreaterThan(1.5 * (await fooled(1e-3)));
  });
});

describe("regularisers", () => {
  it("lecam remembers scores of both sides, and pulls them together", async () => {
    const apart = async (regularisers: readonly PartialConfig[]) => {
      const { trainee, reports } = await trained({ regularisers, loss: "hinge" }, { steps: 60 });
      const { parts } = reports.at(-1) as (typeof reports)[number];
      trainee.dispose({ keepModels: false });
      return (parts["discriminator/real-score"] as number) - (parts["discriminator/fake-score"] as number);
    };
    const weak = await apart([{ name: "lecam", weight: 1e-6 }]);
    expect(await apart([{ name: "lecam", weight: 10, decay: 0.5 }])).toBeLessThan(weak / 2);
  });

  it("consistency makes scores of an image and of the shifted image agree", async () => {
    const change = async (regularisers: readonly PartialConfig[]) => {
      const { trainee } = await trained({ regularisers }, { steps: 40 });
      const real = await (await openDataset("digits-8x8", { split: "held-out" })).all();
      const difference = tf.tidy(() => {
        const images = tf.sub(
          tf.mul(tf.tensor4d(real.x.data, real.x.shape as [number, number, number, number]), 2),
          1,
        );
        const moved = tf.concat([tf.slice(images, [0, 0, 1]), tf.fill([images.shape[0], 8, 1, 1], -1)], 2);
        const score = (x: tf.Tensor) => trainee.model("discriminator").predict(x) as tf.Tensor;
        const scores = score(images);
        const spread = tf.sqrt(tf.mean(tf.square(tf.sub(scores, tf.mean(scores)))));
        return tf.div(tf.mean(tf.abs(tf.sub(scores, score(moved)))), spread);
      });
      const [value] = await difference.data();
      difference.dispose();
      trainee.dispose({ keepModels: false });
      return value as number;
    };
    expect(await change([{ name: "consistency", realWeight: 20 }])).toBeLessThan(0.9 * (await change([])));
  });

  it("leave no tensor behind", async () => {
    const regularisers = ["lecam", "consistency", "latent-consistency"].map((name) => ({ name }));
    const { trainee } = await trained({ regularisers, clip: 0.1, instanceNoise: {} }, { steps: 2 });
    await expectNoLeak(tf, async () => {
      await trainee.step({ gradientNorms: false });
    });
    expect(namedParameters(trainee.model("generator")).size).toBeGreaterThan(0);
    trainee.dispose({ keepModels: false });
  });

  it("that cannot be taken are refused", async () => {
    const lecam = { name: "lecam" };
    await expect(trained({ regularisers: [lecam, lecam] }, { steps: 1 })).rejects.toThrow(
      "received lecam twice",
    );
    const points = {
      generator: { architecture: "points-generator" },
      discriminator: { architecture: "points-discriminator" },
      regularisers: [{ name: "consistency" }],
    };
    await expect(trained(points, { steps: 1, data: "ring-8" })).rejects.toThrow(
      /single images .* ring-8 of shape \[2\]/,
    );
  });
});
