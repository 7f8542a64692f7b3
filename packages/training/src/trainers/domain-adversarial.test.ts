import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { openDataset } from "@ganlens/datasets";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { PartialConfig } from "../config/config-layers.ts";
import { classifierAccuracy } from "../evaluation/classifier-accuracy.ts";
import { startRun } from "../node/start-run.ts";
import { openedTrainee } from "./testdata/opened-trainee.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

/** Digits of other hands, and of another collection. */
const target = { from: "mnist-5k", transforms: [{ name: "resize", size: [8, 8] }] };
const steps = 150;

async function trained(values: PartialConfig, { of = steps }: { of?: number } = {}) {
  const { trainee } = await openedTrainee({
    trainer: "domain-adversarial",
    data: "digits-8x8",
    target,
    classifier: { architecture: "image-classifier", widths: [16], features: 32 },
    discriminator: { architecture: "points-discriminator", widths: [32] },
    reversalSteps: steps,
    schedule: { totalSteps: steps },
    ...values,
  });
  let domain = Number.NaN;
  for (let step = 0; step < of; step++) {
    ({ domain } = (await trainee.step({ gradientNorms: false })).parts as { domain: number });
  }
  return { trainee, domain };
}

describe("training", () => {
  it("leaves features that say less of the domain, and serve the other one at least as well", async () => {
    const others = await openDataset(target as never, { split: "held-out" });
    const accuracy = async ({ trainee }: Awaited<ReturnType<typeof trained>>) =>
      (await classifierAccuracy(trainee.model("classifier"), others)).value;
    const adapted = await trained({ domainWeight: 1 });
    const plain = await trained({ domainWeight: 0 });
    expect(adapted.domain).toBeGreaterThan(1.2 * plain.domain);
    expect(await accuracy(adapted)).toBeGreaterThan((await accuracy(plain)) - 0.03);
    for (const { trainee } of [adapted, plain]) trainee.dispose({ keepModels: false });
  });

  it("leaves no tensor behind", async () => {
    const { trainee } = await trained({}, { of: 1 });
    await expectNoLeak(tf, async () => {
      await trainee.step({ gradientNorms: false });
    });
    trainee.dispose({ keepModels: false });
  });
});

it("reverses gradients by steps of its own, so that a longer run begins as a shorter one", async () => {
  const reversals = [];
  for (const totalSteps of [steps, 2 * steps]) {
    const { trainee, game } = await openedTrainee({
      trainer: "domain-adversarial",
      data: "digits-8x8",
      target: "digits-8x8",
      reversalSteps: 100,
      schedule: { totalSteps },
    });
    reversals.push([0, 50, 100, 150].map((step) => game.coefficients?.(step).reversal));
    trainee.dispose({ keepModels: false });
  }
  expect(reversals[0]).toEqual(reversals[1]);
  expect(reversals[0]?.[0]).toBe(0);
  expect(reversals[0]?.[1]).toBeCloseTo(2 / (1 + Math.exp(-5)) - 1, 6);
  expect(reversals[0]?.[3]).toBe(reversals[0]?.[2]);
});

it.each<[PartialConfig, RegExp]>([
  [{ target: "mnist-5k" }, /expected images of 8 × 8 × 1 .* received 28 × 28 × 1/],
  [
    { discriminator: { architecture: "mlp-discriminator" } },
    /received image-classifier and mlp-discriminator/,
  ],
  [{ target: "digits-9x9" }, /Setting "target": .*digits-9x9/],
  [{ target: "ring-8" }, /Setting "target": expected images of 8 × 8 × 1 .* received 2/],
  [{ target: { file: { path: "no.npz" } } }, /Setting "target": .*no files/],
])("a configuration that cannot fit is refused: %o", async (values, message) => {
  await expect(trained(values, { of: 1 })).rejects.toThrow(message);
  const folder = await mkdtemp(join(tmpdir(), "ganlens-adapted-"));
  const run = { preset: "dann", config: { data: "digits-8x8", ...values }, folder: join(folder, "run") };
  await expect(startRun(run)).rejects.toThrow(message);
  // Nothing is left behind that the next run would stumble over.
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});
