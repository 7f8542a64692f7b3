import { Random } from "@ganlens/core";
import { type GaussianMixture, gridMixture, openDataset, ringMixture } from "@ganlens/datasets";
import { modeCoverage } from "@ganlens/metrics";
import type { PartialConfig } from "@ganlens/training";
import type { Condition, Experiment } from "../../experiment.ts";
import { measuredTable } from "./measured-table.ts";
import { trainInMemory } from "./train-in-memory.ts";

const mixtures: Readonly<Record<string, GaussianMixture>> = { "ring-8": ringMixture, "grid-25": gridMixture };
/** PacGAN's count. */
const judged = 2500;
const steps = 15_000;
const half = steps / 2;
const widths = [128, 128, 128];

const network: PartialConfig = {
  conditional: false,
  batchSize: 256,
  generator: { architecture: "points-generator", widths, batchNorm: false },
  discriminator: { architecture: "points-discriminator", widths },
  penalties: [{ name: "real-gradient", weight: 0.1, every: 1 }],
  optimizers: { generator: { learningRate: 3e-3 }, discriminator: { learningRate: 3e-3 } },
  rateSchedule: "half-cosine",
  averageDecay: 0.999,
};

const conditions: readonly Condition[] = [1, 2].flatMap((packing) =>
  Object.keys(mixtures).map((data) => ({
    id: `${data}-pack-${packing}`,
    title: packing === 1 ? `\`${data}\`` : `\`${data}\`, in packs of ${packing}`,
    draws: 5,
    kind: "measure" as const,
  })),
);

/** How many modes of a mixture of Gaussians a generator finds, and how near it comes to them. */
export const pointModes: Experiment = {
  name: "point-modes",
  version: 2,
  description: `Modes found on PacGAN's mixtures after ${steps.toLocaleString("en")} steps of 256 points: networks of ${widths.join("-")}, R1, rates of .003 along half a cosine, averaged weights; ${judged.toLocaleString("en")} samples of the last step, of high quality within 3 σ of a mode. KL is that of the high-quality samples' modes from uniform, in nats. Published by PacGAN (10 seeds, 400,000 steps): ring 7.9 modes, 95.6 %; grid 24.8, 93.6 %.`,
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal, note }) {
    const [data, packing] = id.split("-pack-") as [string, string];
    const mixture = mixtures[data] as GaussianMixture;
    const dataset = await openDataset(data, {
      split: "train",
      random: Random.fromSeed(seed).split("data"),
    });
    const found: Record<string, number> = {};
    const start = performance.now();
    await trainInMemory({
      values: { ...network, packing: Number(packing) },
      dataset,
      seed,
      lookAt: [half, steps],
      signal,
      async look(step, generate) {
        const { modes, settledModes, highQuality, divergence } = modeCoverage({
          samples: (await generate(judged)).x,
          centres: {
            data: Float32Array.from(mixture.centres.flat()),
            shape: [mixture.centres.length, 2],
          },
          standardDeviations: mixture.standardDeviation,
        });
        const ending = step === steps ? "" : "-half";
        found[`modes${ending}`] = modes;
        found[`settled${ending}`] = settledModes;
        found[`high-quality${ending}`] = highQuality.value;
        found[`kl${ending}`] = divergence ?? Number.MAX_VALUE;
        note(`${id}, seed ${seed}, step ${step}: ${modes} modes, ${(100 * highQuality.value).toFixed(1)} %`);
      },
    });
    found.minutes = (performance.now() - start) / 60_000;
    return found;
  },
  table: (rowsOf) =>
    measuredTable(
      conditions,
      [
        { title: "modes with a sample", name: "modes", digits: 1 },
        { title: "with 20 or more", name: "settled", digits: 1 },
        { title: "high quality", name: "high-quality", digits: 1, percent: true },
        { title: "KL", name: "kl", digits: 3 },
        {
          title: `high quality at step ${half.toLocaleString("en")}`,
          name: "high-quality-half",
          digits: 1,
          percent: true,
        },
        { title: "minutes a run", name: "minutes", digits: 1 },
      ],
      rowsOf,
    ),
};
