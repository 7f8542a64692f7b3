import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import type { DomainAdversarialConfig } from "../config/domain-adversarial-config.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { GameTrainee } from "../engine/game-trainee.ts";
import { shardsHere } from "../engine/shard-runner.ts";
import { classifierAccuracy } from "../evaluation/classifier-accuracy.ts";
import { domainAdversarial } from "./domain-adversarial.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

/** Digits of other hands, and of another collection. */
const target = { from: "mnist-5k", transforms: [{ name: "resize", size: [8, 8] }] };
const steps = 150;

async function trained(values: object, { of = steps }: { of?: number } = {}) {
  const small = {
    trainer: "domain-adversarial",
    data: "digits-8x8",
    target,
    classifier: { architecture: "image-classifier", widths: [16], features: 32 },
    discriminator: { architecture: "points-discriminator", widths: [32] },
    schedule: { totalSteps: steps },
  };
  const { config: resolved } = resolveConfig([{ origin: "file", values: { ...small, ...values } }]);
  const random = Random.fromSeed(0).split("data");
  const dataset = await openDataset("digits-8x8", { split: "train", random });
  const config = domainAdversarial.fit(resolved as DomainAdversarialConfig, dataset.info);
  const prepared = await domainAdversarial.prepare?.(config, dataset);
  const trainee = await GameTrainee.open({
    game: domainAdversarial.game(config, dataset.info, prepared as never),
    ...{ seed: 0, batchSize: 64, accumulate: 1, shards: 1, totalSteps: steps },
    datasets: { data: dataset },
    runner: shardsHere,
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

it.each([
  [{ target: "mnist-5k" }, /expected images of 8 × 8 × 1 .* received 28 × 28 × 1/],
  [
    { discriminator: { architecture: "mlp-discriminator" } },
    /received image-classifier and mlp-discriminator/,
  ],
  [{ target: "digits-9x9" }, /digits-9x9/],
])("a configuration that cannot fit is refused: %o", async (values, message) => {
  await expect(trained(values, { of: 1 })).rejects.toThrow(message);
});
