import { rm } from "node:fs/promises";
import { type NdArray, Random, rows } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";
import { openDataset } from "@ganlens/datasets/node";
import { applyModel, disposeModel } from "@ganlens/models";
import {
  type ClassifierConfig,
  findPreset,
  findTrainer,
  resolveConfig,
  trainClassifier,
} from "@ganlens/training";
import * as tf from "@tensorflow/tfjs";
import type { Condition, Experiment } from "../../experiment.ts";
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
  description: `The preset \`own-images\` for ${steps.toLocaleString("en")} steps on a folder of ${counts.own} pictures in colour (a fifth of them held out) of ${size} × ${size} px, six shapes in folders of their classes (rendered, written as PNG and read as anyone's): the share of ${judged} generated pictures that a classifier trained on the same ${counts.own} names as it was asked for. Chance is 16.7 %.`,
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
      const classify = await classifierOf(dataset, seed);
      const unseen = await (await open(others)).all();
      const found: Record<string, number> = {
        "real-accuracy": accuracy(await classify.answers(unseen.x), unseen.labels as Int32Array),
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
          found.accuracy = accuracy(await classify.answers(x), labels as Int32Array);
          if (id !== "untrained") found[`accuracy-${step}`] = found.accuracy;
          note(`${id}, step ${step}: ${(100 * found.accuracy).toFixed(1)} % named as asked`);
        },
      });
      classify.dispose();
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

function accuracy(answers: Int32Array, labels: Int32Array): number {
  return answers.filter((answer, i) => answer === labels[i]).length / answers.length;
}

/** A classifier of the pictures that the generator has, too. */
async function classifierOf(
  dataset: Dataset,
  seed: number,
): Promise<{ answers(x: NdArray): Promise<Int32Array>; dispose(): void }> {
  const { config } = resolveConfig([
    {
      origin: "set",
      values: {
        trainer: "classifier",
        seed,
        batchSize: 32,
        shards: 1,
        classifier: { architecture: "image-classifier", dropout: 0.3 },
        schedule: { totalSteps: 800, checkpointEvery: 0 },
      },
    },
  ]);
  const own = dataset.openSplit("train", { random: Random.fromSeed(seed).split("classifier") });
  const fitted = findTrainer("classifier").fit(config, dataset.info) as ClassifierConfig;
  const training = trainClassifier(fitted, own, { clock: () => performance.now() });
  let next = await training.next();
  while (next.done !== true) next = await training.next();
  const model = next.value;
  return {
    async answers(x) {
      const [count = 0] = x.shape;
      const answers = new Int32Array(count);
      for (let start = 0; start < count; start += 100) {
        const part = rows(x, start, Math.min(count, start + 100));
        const found = tf.tidy(() => {
          const [logits] = applyModel(model, tf.tensor(part.data, [...part.shape]), {
            training: false,
          }) as [tf.Tensor, tf.Tensor];
          return tf.argMax(logits, -1);
        });
        answers.set((await found.data()) as Int32Array, start);
        found.dispose();
      }
      return answers;
    },
    dispose: () => disposeModel(model),
  };
}
