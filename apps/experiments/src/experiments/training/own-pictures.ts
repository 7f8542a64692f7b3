import { rm } from "node:fs/promises";
import { Random } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets/node";
import { findPreset } from "@ganlens/training";
import type { Condition, Experiment } from "../../experiment.ts";
import { imageReader } from "./image-reader.ts";
import { measuredTable } from "./measured-table.ts";
import { rendersAsFiles } from "./rendered-pictures.ts";
import { trainInMemory } from "./train-in-memory.ts";

/** Those that are trained on, and those that show what the classifier knows. */
const counts = { own: 300, unseen: 700 };
const size = 64;
const steps = 3000;
const lookAt = [1000, 2000, steps];
const judged = 700;

const conditions: readonly Condition[] = [
  { id: "own-images", title: "the preset, 300 pictures", draws: 1, kind: "measure" },
  { id: "untrained", title: "the same, after one step (control)", draws: 1, kind: "measure" },
];

/** Whether a few hundred pictures in colour suffice for a generator whose pictures are recognised. */
export const ownPictures: Experiment = {
  name: "own-pictures",
  version: 1,
  description: `The preset \`own-images\` for ${steps.toLocaleString("en")} steps on a folder of ${counts.own} pictures in colour (a fifth of them held out) of ${size} × ${size} px, six shapes in folders of their classes (rendered, written as PNG and read as anyone's): the share of ${judged} generated pictures that a classifier trained on the same ${counts.own} names as it was asked for. Chance is 16.7 %. Each shape has hues of its own, so the classifier can go by colour: this does not show that forms are sharp.`,
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal, note }) {
    const folder = await rendersAsFiles({ count: counts.own, size, seed });
    const others = await rendersAsFiles({ count: counts.unseen, size, seed: seed + 1 });
    try {
      const open = (path: string) =>
        openDataset(
          { folder: { path, size: [size, size], channels: 3 } },
          { split: "train", random: Random.fromSeed(seed).split("data") },
        );
      const dataset = await open(folder);
      const reader = await imageReader(dataset, { seed, steps: 800 });
      const unseen = await (await open(others)).all();
      const found: Record<string, number> = {
        "real-accuracy": reader.share(await reader.read(unseen.x), unseen.labels),
      };
      const start = performance.now();
      await trainInMemory({
        values: findPreset("own-images").config,
        dataset,
        seed,
        lookAt: id === "untrained" ? [1] : lookAt,
        signal,
        async look(step, generate) {
          const { x, labels } = await generate(judged);
          found.accuracy = reader.share(await reader.read(x), labels);
          if (id !== "untrained") found[`accuracy-${step}`] = found.accuracy;
          note(`${id}, step ${step}: ${(100 * found.accuracy).toFixed(1)} % named as asked`);
        },
      });
      reader.dispose();
      return { ...found, minutes: (performance.now() - start) / 60_000 };
    } finally {
      for (const path of [folder, others]) await rm(path, { recursive: true });
    }
  },
  table: (rowsOf) =>
    measuredTable(
      conditions,
      [
        { title: "named as asked", name: "accuracy", digits: 1, percent: true },
        ...lookAt.slice(0, -1).map((step) => ({
          title: `at step ${step.toLocaleString("en")}`,
          name: `accuracy-${step}`,
          digits: 1,
          percent: true,
        })),
        {
          title: `${counts.unseen * 0.8} unseen real ones, named`,
          name: "real-accuracy",
          digits: 1,
          percent: true,
        },
        { title: "minutes a run", name: "minutes", digits: 1 },
      ],
      rowsOf,
    ),
};
