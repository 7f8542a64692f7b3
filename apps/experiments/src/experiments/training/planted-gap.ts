import { type NdArray, Random } from "@ganlens/core";
import type { DatasetSpec } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import { findPreset } from "@ganlens/training";
import type { Condition, Experiment, Found } from "../../experiment.ts";
import { imageReader } from "./image-reader.ts";
import { measuredTable } from "./measured-table.ts";
import { trainInMemory } from "./train-in-memory.ts";

const steps = 1500;
const judged = 4000;

/** Shapes stand upright, so that small networks can draw them, and read them. */
const turned = { rotation: { above: 0 } };

const data: Readonly<Record<string, DatasetSpec>> = {
  full: { procedural: { name: "sprites", missing: [turned] } },
  gap: { procedural: { name: "sprites", missing: [turned, { shape: ["heart"], x: { above: 0 } }] } },
};

const conditions: readonly Condition[] = [
  { id: "gap", title: "no hearts on the right in the data", draws: 3, kind: "measure" },
  { id: "full", title: "all combinations in the data (control)", draws: 3, kind: "measure" },
];

/** Whether a generator lacks the combination of factors that its data lack, and nothing else. */
export const plantedGap: Experiment = {
  name: "planted-gap",
  version: 1,
  description: `The networks of the preset \`demo\`, ${steps.toLocaleString("en")} steps on upright \`sprites\` with and without hearts right of the middle. Of ${judged.toLocaleString("en")} generated pictures the shape is read by a classifier trained on all combinations, and the place by the centre of mass, which is what the factor means: the share of hearts, and of all other shapes, that lie right of the middle.`,
  conditions,
  shownIn: "training",
  async draw({ id }, _, { seed, signal, note }) {
    const open = (spec: DatasetSpec) =>
      openDataset(spec, { split: "train", random: Random.fromSeed(seed).split("data") });
    const dataset = await open(data[id] as DatasetSpec);
    const full = await open(data.full as DatasetSpec);
    const reader = await imageReader(full, { seed, steps: 1500 });
    const heart = dataset.info.classes?.indexOf("heart") ?? -1;
    const unseen = await full.openSplit("held-out").all();
    const found: Record<string, Found[string]> = {
      "read-right": reader.share(await reader.read(unseen.x), unseen.labels),
    };
    const start = performance.now();
    await trainInMemory({
      values: findPreset("demo").config,
      dataset,
      seed,
      lookAt: [steps],
      signal,
      async look(step, generate) {
        const { x, labels } = await generate(judged);
        const shapes = await reader.read(x);
        const right = Array.from(shapes, (_shape, i) => centreOf(x, i) > 0);
        const shareOf = (chosen: (shape: number) => boolean) => {
          const places = right.filter((_place, i) => chosen(shapes[i] as number));
          return places.length === 0 ? null : places.filter(Boolean).length / places.length;
        };
        found["hearts-right"] = shareOf((shape) => shape === heart);
        found["others-right"] = shareOf((shape) => shape !== heart);
        found.hearts = shapes.filter((shape) => shape === heart).length / judged;
        found["as-asked"] = reader.share(shapes, labels);
        note(`${id}, seed ${seed}, step ${step}: ${JSON.stringify(found)}`);
      },
    });
    reader.dispose();
    return { ...found, minutes: (performance.now() - start) / 60_000 };
  },
  table: (rowsOf) =>
    measuredTable(
      conditions,
      [
        { title: "hearts on the right", name: "hearts-right", digits: 1, percent: true },
        { title: "others on the right", name: "others-right", digits: 1, percent: true },
        { title: "hearts among all", name: "hearts", digits: 1, percent: true },
        { title: "shape as asked", name: "as-asked", digits: 1, percent: true },
        { title: "held-out real ones read right", name: "read-right", digits: 1, percent: true },
        { title: "minutes a run", name: "minutes", digits: 1 },
      ],
      rowsOf,
    ),
};

/** How far right of the middle the mass of an image lies, in pixels. */
function centreOf({ data, shape }: NdArray, image: number): number {
  const [, height = 0, width = 0] = shape;
  let [mass, moment] = [0, 0];
  for (let at = 0; at < height * width; at++) {
    const value = data[image * height * width + at] as number;
    mass += value;
    moment += value * ((at % width) - (width - 1) / 2);
  }
  return mass === 0 ? 0 : moment / mass;
}
