import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random, sampleLatents } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import type { GanConfig } from "../config/gan-config.ts";
import { gan } from "./gan.ts";
import { openedTrainee } from "./testdata/opened-trainee.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

/** Two classes of digits, at a size that residual networks take. */
const data = {
  from: "digits-8x8",
  transforms: [
    { name: "classes", keep: ["0", "1"], splits: "all" },
    { name: "resize", size: [16, 16] },
  ],
};

const opened = () =>
  openedTrainee({
    trainer: "gan",
    data,
    batchSize: 32,
    generator: { architecture: "residual-generator", latent: 8, width: 8 },
    discriminator: { architecture: "residual-discriminator", width: 8, depth: 0 },
    loss: "hinge",
    optimizers: Object.fromEntries(
      ["generator", "discriminator"].map((player) => [player, { learningRate: 2e-3, beta1: 0, beta2: 0.9 }]),
    ),
  });

it("a discriminator that projects on the class makes the generator draw the class it is told", async () => {
  const { config, game, dataset, trainee } = await opened();
  const latent = game.latent as NonNullable<typeof game.latent>;
  expect((config as GanConfig).discriminator.classes).toBe(2);
  expect(gan.subject(config as GanConfig, dataset.info).discriminator).toBeUndefined();
  const { x, labels } = await dataset.openSplit("held-out").all();
  const size = 256;
  const meanOf = (images: ArrayLike<number>, given: ArrayLike<number>, wanted: number) => {
    const mean = new Float64Array(size);
    const own = Array.from(given).flatMap((label, i) => (label === wanted ? [i] : []));
    for (const i of own)
      for (let j = 0; j < size; j++)
        mean[j] = (mean[j] as number) + (images[i * size + j] as number) / own.length;
    return mean;
  };
  const real = [0, 1].map((label) => meanOf(x.data, labels as Int32Array, label));
  /** How much nearer drawn classes lie to the real class of the same name than to the other one. */
  const told = async () => {
    const random = () => Random.fromSeed(3);
    const drawn = sampleLatents(latent, 64, random()).labels as Int32Array;
    const images = await (trainee.generate as NonNullable<typeof trainee.generate>)({
      count: 64,
      random: random(),
    });
    const distance = (one: Float64Array, other: Float64Array) =>
      Math.hypot(...one.map((value, j) => value - (other[j] as number)));
    const [zero, one] = [0, 1].map((label) => meanOf(images.data, drawn, label)) as [
      Float64Array,
      Float64Array,
    ];
    const [realZero, realOne] = real as [Float64Array, Float64Array];
    return (
      distance(zero, realOne) + distance(one, realZero) - distance(zero, realZero) - distance(one, realOne)
    );
  };
  // Control: before it has learned, the class says nothing.
  expect(Math.abs(await told())).toBeLessThan(0.5);
  for (let step = 0; step < 150; step++) await trainee.step({ gradientNorms: false });
  expect(await told()).toBeGreaterThan(2);
  await expectNoLeak(tf, async () => {
    await trainee.step({ gradientNorms: false });
  });
  trainee.dispose({ keepModels: false });
});
