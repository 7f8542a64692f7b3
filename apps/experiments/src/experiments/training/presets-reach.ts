import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { findPreset } from "@ganlens/training";
import type { Condition, Experiment, Found } from "../../experiment.ts";
import { digitJudge } from "./digit-judge.ts";
import { measuredTable } from "./measured-table.ts";
import { trainInMemory } from "./train-in-memory.ts";

const judged = 5000;
/** What PyTorch reaches on the same digits with networks of the kind, as a share of the distance of uniform noise, in percent. */
const expected: Readonly<Record<string, string>> = {
  demo: "12 in distance, 96 % as asked (the goal)",
  dcgan: "9 % of noise's (PyTorch, 64 channels, 1,170 steps of 64), 8 % after 1,560",
  "ac-gan": "5 % of noise's, 90 % as asked (PyTorch, 64 channels, 780 steps), 4 % and 94.5 % after 1,560",
  "mlp-gan": "26 % of noise's (PyTorch, 1,560 steps)",
  "seed-mlp": "83 to 121 % of noise's (PyTorch, 1,560 steps): it cannot draw digits",
  wgan: "none published at this size",
  "wgan-gp": "none published at this size",
  vae: "none published at this size",
};

const conditions: readonly Condition[] = [
  { id: "noise", title: "uniform noise (control)", draws: 1, kind: "measure" },
  { id: "untrained", title: "`demo` after one step (control)", draws: 1, kind: "measure" },
  ...Object.keys(expected).map((id): Condition => ({ id, title: `\`${id}\``, draws: 3, kind: "measure" })),
];

/** What the presets reach on digits, beside what others reach there. */
export const presetsReach: Experiment = {
  name: "presets-reach",
  version: 1,
  description: `Each preset that draws digits, to its last step on the training images of \`mnist-5k\`: Fréchet distance of ${judged.toLocaleString("en")} images to the 5,000 of \`mnist-t10k\` (half B) in the pinned classifier's features, the same as a share of that of uniform noise (scales of other classifiers differ, shares can be compared), and the share that this classifier recognises as asked. Means over seeds that nothing was chosen on; the last step counts, the best is not picked. Seconds are upper bounds: other work had the machine.`,
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal, note }) {
    const judge = await digitJudge();
    const random = Random.fromSeed(seed);
    const noise = {
      data: random.split("noise").uniform(judged * 784),
      shape: [judged, 28, 28, 1],
    };
    const ofNoise = await judge.distance(noise);
    if (id === "noise") return { distance: ofNoise, share: 1 };
    const dataset = await openDataset("mnist-5k", { split: "train", random: random.split("data") });
    const preset = findPreset(id === "untrained" ? "demo" : id);
    const last =
      id === "untrained" ? 1 : (preset.config.schedule as { readonly totalSteps: number }).totalSteps;
    const found: Record<string, Found[string]> = {};
    const start = performance.now();
    await trainInMemory({
      values: { shards: 2, ...preset.config },
      dataset,
      seed,
      lookAt: [last],
      signal,
      async look(step, generate) {
        found.seconds = Math.round((performance.now() - start) / 1000);
        const samples = await generate(judged);
        const distance = await judge.distance(samples.x);
        found.distance = Number(distance.toFixed(2));
        found.share = Number((distance / ofNoise).toFixed(4));
        if (samples.labels !== undefined) found.recognised = await judge.recognised(samples);
        note(`${id}, seed ${seed}, step ${step}: ${distance.toFixed(1)}`);
      },
    });
    return found;
  },
  table: (rowsOf) =>
    [
      measuredTable(
        conditions,
        [
          { title: "distance", name: "distance", digits: 1 },
          { title: "of noise's", name: "share", digits: 1, percent: true },
          { title: "recognised as asked", name: "recognised", digits: 1, percent: true },
          { title: "seconds", name: "seconds", digits: 0 },
        ],
        rowsOf,
      ),
      "",
      ...Object.entries(expected).map(([id, words]) => `- \`${id}\`, to reach: ${words}.`),
    ].join("\n"),
};
