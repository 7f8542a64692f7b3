import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import type { PartialConfig } from "@ganlens/training";
import type { Condition, Experiment, Found } from "../../experiment.ts";
import { measuredTable } from "./measured-table.ts";
import { trainInMemory } from "./train-in-memory.ts";

/** Steps of the discriminator after which the generator's gradient is measured. */
const lookAt = [1, 50, 200, 800] as const;

/** A generator that stays as it was drawn. */
const still: PartialConfig = {
  conditional: false,
  generator: { architecture: "mlp-generator" },
  discriminator: { architecture: "mlp-discriminator", dropout: 0 },
  optimizers: {
    // As good as still: its gradient is what is looked at.
    generator: { name: "sgd", learningRate: 1e-12 },
    discriminator: { learningRate: 1e-3, beta1: 0.5 },
  },
};

/** Steps in which noise fades so slowly that it stays as it is here. */
const lasting = 1_000_000_000;

const ways: Readonly<Record<string, { readonly title: string; readonly values: PartialConfig }>> = {
  minimax: { title: "minimax, −E log(1 − D(G(z)))", values: { loss: "minimax" } },
  "minimax-noise": {
    title: "minimax, instance noise of deviation 1",
    values: { loss: "minimax", instanceNoise: { deviation: 1, steps: lasting } },
  },
  "minimax-noise-16": {
    title: "minimax, instance noise of deviation 16, so that both sides overlap",
    values: { loss: "minimax", instanceNoise: { deviation: 16, steps: lasting } },
  },
  "non-saturating": { title: "non-saturating, −E log D(G(z))", values: { loss: "non-saturating" } },
  wasserstein: {
    title: "Wasserstein with a gradient penalty",
    values: { loss: "wasserstein", penalties: [{ name: "unit-gradient", weight: 10 }] },
  },
};

const conditions: readonly Condition[] = Object.entries(ways).map(([id, { title }]) => ({
  id,
  title,
  draws: 3,
  kind: "measure",
}));

/** Whether the generator's gradient vanishes as the discriminator nears its best. */
export const vanishingGradients: Experiment = {
  name: "vanishing-gradients",
  version: 1,
  description: `A generator of \`mlp-gan\` that stays as it was drawn, and its discriminator, which learns on for ${lookAt.at(-1)} steps of 64 (digits of \`mnist-5k\`, Adam, 1e-3): the norm of the generator's gradient, as a share of that after the first step, mean over seeds (Arjovsky and Bottou 2017, section 2). Beside it the share of real and generated images that the discriminator takes for the other at the end.`,
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal }) {
    const random = Random.fromSeed(seed).split("data");
    const dataset = await openDataset("mnist-5k", { split: "train", random });
    const found: Record<string, Found[string]> = {};
    let first = Number.NaN;
    await trainInMemory({
      values: { ...still, ...(ways[id] as (typeof ways)[string]).values },
      dataset,
      seed,
      lookAt,
      signal,
      async look(step, _generate, { gradientNorms, parts }) {
        const norm = gradientNorms.generator as number;
        if (step === 1) first = norm;
        found[`norm-${step}`] = Number(norm.toPrecision(4));
        found[`share-${step}`] = Number((norm / first).toPrecision(4));
        const [ofReal, ofFake] = [parts["discriminator/real-error"], parts["discriminator/fake-error"]];
        if (ofReal !== undefined && ofFake !== undefined) found.error = (ofReal + ofFake) / 2;
      },
    });
    return found;
  },
  table: (rowsOf) =>
    measuredTable(
      conditions,
      [
        { title: "norm after the first step", name: "norm-1", digits: 4 },
        ...lookAt.slice(1).map((step) => ({
          title: `share after ${step}`,
          name: `share-${step}`,
          digits: 6,
        })),
        { title: "discriminator's errors", name: "error", digits: 1, percent: true },
      ],
      rowsOf,
    ),
};
