import { type NdArray, Random } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import { stackedModes } from "@ganlens/metrics";
import { applyModel, disposeModel, loadDigitClassifier } from "@ganlens/models";
import type { PartialConfig } from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";
import type { Condition, Experiment } from "../../experiment.ts";
import { measuredTable } from "./measured-table.ts";
import { trainInMemory } from "./train-in-memory.ts";

const judged = 26_000;
const steps = 10_000;
const lookAt = [2500, 5000, 7500, steps];

const network: PartialConfig = {
  conditional: false,
  generator: { architecture: "dcgan-generator", latent: 64, width: 24 },
  discriminator: { architecture: "dcgan-discriminator", width: 24, batchNorm: true },
  optimizers: { generator: { learningRate: 1e-3 }, discriminator: { learningRate: 5e-4 } },
  rateSchedule: "half-cosine",
  averageDecay: 0.999,
};

const conditions: readonly Condition[] = [
  { id: "pack-1", title: "DCGAN", draws: 3, kind: "measure" },
  { id: "pack-2", title: "DCGAN, in packs of 2", draws: 3, kind: "measure" },
  { id: "held-out", title: "real held-out triples (floor)", draws: 3, kind: "measure" },
];

/** How many of a thousand combinations of three digits a generator makes. */
export const stackedDigits: Experiment = {
  name: "stacked-digits",
  version: 1,
  description: `Modes of stacked digits, three of \`mnist-5k\` as the channels of an image, after ${steps.toLocaleString("en")} steps of 64 (DCGAN of width 24 without classes, cosine, averaged weights): ${judged.toLocaleString("en")} samples read by the pinned classifier; a mode counts with 13 of them or more, since the classifier's errors fill missing modes with a few. KL from uniform, in nats. The floor is as many triples of held-out digits through the same classifier. Published by PacGAN, counted at one sample: 1,000 modes, KL .06.`,
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal, note }) {
    if (id === "held-out") {
      const real = await stacked("mnist-5k", "held-out", { count: judged, seed });
      return modesOf((await real.slice(0, judged)).x);
    }
    const dataset = await stacked("mnist-5k", "train", { count: judged, seed: 0, shuffle: seed });
    let found: Record<string, number> = {};
    const course: Record<string, number> = {};
    const start = performance.now();
    await trainInMemory({
      values: { ...network, packing: Number(id.slice("pack-".length)) },
      dataset,
      seed,
      lookAt,
      signal,
      async look(step, generate) {
        found = await modesOf((await generate(judged)).x);
        course[`modes-${step}`] = found.modes as number;
        course[`kl-${step}`] = found.kl as number;
        note(`${id}, seed ${seed}, step ${step}: ${found.modes} modes, KL ${found.kl?.toFixed(3)}`);
      },
    });
    return { ...course, ...found, minutes: (performance.now() - start) / 60_000 };
  },
  table: (rowsOf) =>
    measuredTable(
      conditions,
      [
        { title: "modes", name: "modes", digits: 0 },
        { title: "with any sample", name: "modes-with-any", digits: 0 },
        { title: "KL", name: "kl", digits: 3 },
        ...lookAt.slice(0, -1).map((step) => ({
          title: `modes at step ${step.toLocaleString("en")}`,
          name: `modes-${step}`,
          digits: 0,
        })),
        { title: "minutes a run", name: "minutes", digits: 1 },
      ],
      rowsOf,
    ),
};

/** Triples of digits of one split, drawn by a seed. */
function stacked(
  from: string,
  split: string,
  {
    count,
    seed,
    shuffle = seed,
  }: { readonly count: number; readonly seed: number; readonly shuffle?: number },
): Promise<Dataset> {
  return openDataset(
    { from, transforms: [{ name: "stack", count, seed }] },
    { split, random: Random.fromSeed(shuffle).split("data") },
  );
}

/** What the pinned classifier says of each channel of images `[n, 28, 28, 3]`, counted. */
async function modesOf({ data, shape }: NdArray): Promise<Record<"modes" | "modes-with-any" | "kl", number>> {
  const [count = 0] = shape;
  const { model } = await loadDigitClassifier();
  const labels = new Int32Array(count * 3);
  const part = 500;
  try {
    for (let start = 0; start < count; start += part) {
      const end = Math.min(count, start + part);
      const answers = tf.tidy(() => {
        const images = tf.tensor4d(data.slice(start * 2352, end * 2352), [end - start, 28, 28, 3]);
        const digits = tf.reshape(tf.transpose(images, [0, 3, 1, 2]), [(end - start) * 3, 28, 28, 1]);
        const [logits] = applyModel(model, digits, { training: false }) as [tf.Tensor, tf.Tensor];
        return tf.argMax(logits, -1);
      });
      labels.set((await answers.data()) as Int32Array, start * 3);
      answers.dispose();
    }
  } finally {
    disposeModel(model);
  }
  const { modes, modesWithAny, divergence } = stackedModes({ labels: { data: labels, shape: [count, 3] } });
  return { modes, "modes-with-any": modesWithAny, kl: divergence.value };
}
