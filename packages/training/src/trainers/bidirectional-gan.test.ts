import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { openDataset } from "@ganlens/datasets";
import { applyModel, readWeights } from "@ganlens/models";
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

const small = {
  trainer: "bidirectional-gan",
  data: "digits-8x8",
  encoder: { architecture: "dense-encoder", latent: 8, widths: [128] },
  generator: { architecture: "mlp-generator", latent: 8, widths: [128] },
  discriminator: { architecture: "pair-discriminator", latent: 8, widths: [128] },
  optimizers: Object.fromEntries(
    ["encoder", "generator", "discriminator"].map((player) => [player, { learningRate: 1e-3 }]),
  ),
};
async function trainee(values: PartialConfig) {
  return (await openedTrainee({ ...small, ...values })).trainee;
}

/** E‖x − G(E(x))‖² of held-out digits in the range of the generator, and with their codes exchanged. */
async function inversion(learned: GameTrainee): Promise<{ readonly own: number; readonly others: number }> {
  const { x } = await (await openDataset("digits-8x8", { split: "held-out" })).all();
  const errors = tf.tidy(() => {
    const images = tf.sub(tf.mul(tf.tensor(x.data, [...x.shape]), 2), 1);
    const run = (player: string, input: tf.Tensor) =>
      applyModel(learned.model(player), input, { training: false });
    const [codes] = run("encoder", images) as tf.Tensor[];
    const error = (code: tf.Tensor) =>
      tf.mean(tf.squaredDifference(images, run("generator", code) as tf.Tensor));
    return [error(codes as tf.Tensor), error(tf.reverse(codes as tf.Tensor, 0))] as const;
  });
  const [[own], [others]] = [await errors[0].data(), await errors[1].data()];
  tf.dispose([...errors]);
  return { own: own as number, others: others as number };
}

describe("training", () => {
  it("makes the encoder invert the generator, though no error is looked at", async () => {
    const learned = await trainee({});
    const before = await inversion(learned);
    for (let step = 0; step < 800; step++) await learned.step({ gradientNorms: false });
    const after = await inversion(learned);
    expect(after.own).toBeLessThan(0.75 * before.own);
    expect(after.own).toBeLessThan(0.8 * after.others);
    // Control: what was not trained does not tell codes apart.
    expect(before.own).toBeGreaterThan(0.9 * before.others);
    learned.dispose({ keepModels: false });
  });

  it("moves nothing of the variance where codes are means", async () => {
    const learned = await trainee({ encoding: "mean" });
    const weights = async () =>
      Object.fromEntries(
        [...(await readWeights(learned.model("encoder")))].map(([name, { data }]) => [name, [...data]]),
      );
    const before = await weights();
    for (let step = 0; step < 2; step++) await learned.step({ gradientNorms: false });
    const after = await weights();
    const moved = Object.keys(before).filter((name) => `${before[name]}` !== `${after[name]}`);
    expect(moved.some((name) => name.includes("variance"))).toBe(false);
    expect(moved.some((name) => name.includes("mean"))).toBe(true);
    learned.dispose({ keepModels: false });
  });

  it("leaves no tensor behind", async () => {
    const learned = await trainee({});
    await learned.step({ gradientNorms: false });
    await expectNoLeak(tf, async () => {
      await learned.step({ gradientNorms: false });
    });
    learned.dispose({ keepModels: false });
  });
});

it.each<[PartialConfig, RegExp]>([
  [{ encoder: { architecture: "dense-encoder", latent: 5 } }, /encoder\.latent=5 .* generator\.latent=8/],
  [{ discriminator: { architecture: "pair-discriminator", latent: 9 } }, /discriminator\.latent=9/],
  [
    { discriminator: { architecture: "mlp-discriminator" } },
    /pairs of an image and a code, received mlp-disc/,
  ],
  [{ generator: { architecture: "points-generator" } }, /./],
])("a configuration that cannot fit is refused with the numbers: %o", async (values, message) => {
  await expect(trainee(values)).rejects.toThrow(message);
});
