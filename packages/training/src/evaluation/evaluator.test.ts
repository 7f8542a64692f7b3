import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import type { Evaluation, NdArray } from "@ganlens/core";
import { type Dataset, openDataset } from "@ganlens/datasets";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { evaluationSettingsSchema } from "./evaluation-settings.ts";
import { Evaluator } from "./evaluator.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const samples = 200;

async function open(
  generate: (dataset: Dataset) => Promise<NdArray>,
  settings: Record<string, unknown> = {},
): Promise<Evaluator> {
  const dataset = await openDataset("mnist-5k", { split: "train" });
  return Evaluator.open({
    settings: evaluationSettingsSchema.parse({ every: 10, samples, ...settings }),
    dataset,
    generate: async () => generate(dataset),
    seed: 0,
  });
}

/** Real images that the evaluator itself does not take for anything but principal components. */
const realImages = async (dataset: Dataset) => (await dataset.slice(3000, 3000 + samples)).x;

function changed({ data, shape }: NdArray, change: (value: number, at: number) => number): NdArray {
  return { data: Float32Array.from(data, change), shape };
}

async function evaluation(evaluator: Evaluator, step = 10): Promise<Evaluation> {
  const found = await evaluator.evaluateWhenDue(step, { isLast: false });
  if (found === undefined) throw new Error("Expected an evaluation.");
  return found;
}

it.each(["digit-classifier", "pixel-components"])(
  "puts real images at the floor and faded ones far above it, by %s",
  async (features) => {
    const real = await evaluation(await open(realImages, { features }));
    const faded = await evaluation(
      await open(async (dataset) => changed(await realImages(dataset), (value) => value / 2), { features }),
    );
    for (const [name, { value, floor, better }] of Object.entries(real.measures)) {
      const other = faded.measures[name]?.value as number;
      if (name === "class-difference") continue;
      if (better === "lower") {
        expect(value).toBeLessThan(1.5 * floor);
        expect(other).toBeGreaterThan(2 * floor);
      } else {
        expect(value).toBeGreaterThan(0.8 * floor);
      }
    }
    const { low, high } = real.measures["frechet-distance"]?.interval ?? { low: 0, high: 0 };
    expect(low).toBeLessThan(real.measures["frechet-distance"]?.value as number);
    expect(high).toBeGreaterThan(real.measures["frechet-distance"]?.value as number);
  },
);

it("counts classes by the classifier, for MNIST without being asked", async () => {
  const evaluator = await open(async (dataset) => {
    const { x, labels } = await dataset.slice(0, 4000);
    const ones = [...(labels ?? [])].flatMap((label, i) => (label === 1 ? [i] : [])).slice(0, samples);
    const data = new Float32Array(samples * 784);
    for (const [i, row] of ones.entries()) data.set(x.data.subarray(row * 784, (row + 1) * 784), i * 784);
    return { data, shape: [samples, 28, 28, 1] };
  });
  const { classes, measures, features } = await evaluation(evaluator);
  expect(features).toMatch(/^digit-classifier-64/);
  expect(classes?.generated[1]).toBeGreaterThan(0.95);
  expect(classes?.real.every((share) => share > 0.03)).toBe(true);
  expect(measures["class-difference"]?.value).toBeGreaterThan(0.8);
  expect(measures["class-difference"]?.floor).toBeLessThan(0.2);
});

it("is due every so many steps and at the last, and leaves no tensor behind", async () => {
  const evaluator = await open(realImages);
  const tensors = tf.memory().numTensors;
  expect(await evaluator.evaluateWhenDue(11, { isLast: false })).toBeUndefined();
  expect(await evaluator.evaluateWhenDue(11, { isLast: true })).toMatchObject({ step: 11 });
  expect(tf.memory().numTensors).toBe(tensors);
});

it("remembers the best step, the first of equals, and when to stop, also when restored", async () => {
  let fade = 1;
  const make = () =>
    open(async (dataset) => changed(await realImages(dataset), (value) => value * fade), {
      features: "pixel-components",
      stopping: { patience: 2, atLeast: 45 },
    });
  let evaluator = await make();
  for (const [step, now, best] of [
    [10, 0.5, 10],
    [20, 0.9, 20],
    [30, 0.9, 20],
    [40, 0.6, 20],
  ] as const) {
    fade = now;
    expect((await evaluation(evaluator, step)).best?.step).toBe(best);
    const saved = JSON.parse(JSON.stringify(evaluator.save()));
    evaluator = await make();
    evaluator.restore(saved);
    expect(evaluator.best?.step).toBe(best);
    expect(evaluator.reasonToStop).toBeUndefined();
  }
  await evaluation(evaluator, 50);
  expect(evaluator.reasonToStop).toMatch(/^frechet-distance was best at step 20 with .*3 evaluations since$/);
  expect(() => evaluator.restore({ best: 1 })).toThrow(/watch\.json/);
});

it("draws by seed and step", async () => {
  const dataset = await openDataset("digits-8x8", { split: "train" });
  const drawn: (readonly number[])[] = [];
  const settings = evaluationSettingsSchema.parse({ every: 1, samples: 50 });
  const at = async (seed: number, step: number) => {
    const evaluator = await Evaluator.open({
      settings,
      dataset,
      seed,
      generate: async ({ count, random }) => {
        drawn.push([...random.uniform(3)]);
        return (await dataset.slice(0, count)).x;
      },
    });
    return evaluation(evaluator, step);
  };
  const [first, again] = [await at(0, 3), await at(0, 3)];
  expect(again).toEqual(first);
  await at(1, 3);
  await at(0, 4);
  expect(new Set(drawn.map(String)).size).toBe(3);
});
