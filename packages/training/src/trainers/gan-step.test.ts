import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import {
  gridLatents,
  MemoryRunStore,
  type NdArray,
  openCheckpoint,
  Random,
  sampleLatents,
  withClassFrequencies,
} from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import {
  applyModel,
  buildModel,
  disposeModel,
  generate,
  latentOf,
  latentTensors,
  networkFromLayers,
  outputRangeOf,
  readWeights,
  toModelRange,
  writeWeights,
} from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { groupOf, readTrainingState } from "../checkpoints/training-state.ts";
import { fitGanModels } from "../config/fit-models.ts";
import type { GanConfig } from "../config/gan-config.ts";
import { resolveConfig } from "../config/resolve-config.ts";
import { trainGan } from "./train-gan.ts";

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

const seed = 3;
const decay = 0.1;

/** One step of a GAN whose discriminator keeps statistics, and all that the step started from, built again. */
async function oneStep() {
  const values = {
    trainer: "gan",
    seed,
    data: "mnist-5k",
    generator: { architecture: "dcgan-generator", latent: 6, width: 2 },
    discriminator: { architecture: "dcgan-discriminator", width: 2, batchNorm: true },
    batchSize: 8,
    shards: 1,
    samples: 4,
    averageDecay: decay,
    // Far enough that the average draws other images than the weights themselves.
    optimizers: { generator: { learningRate: 0.05 } },
    schedule: { totalSteps: 1, sampleEvery: 1, checkpointEvery: 0, snapshots: 0 },
  };
  const resolved = resolveConfig([{ origin: "file", values }]).config as GanConfig;
  const open = () => openDataset("mnist-5k", { split: "train", random: Random.fromSeed(seed).split("data") });
  const dataset = await open();
  const config = fitGanModels(resolved, dataset.info);
  const store = new MemoryRunStore();
  let samples: NdArray | undefined;
  for await (const event of trainGan(config, dataset, { store, clock: () => 0 })) {
    if (event.type === "sample-ready" && event.step === 1) samples = event.samples;
  }
  const checkpoint = await openCheckpoint(store, 1);
  const { arrays } = await readTrainingState((path) => checkpoint.read(path));
  const weights = Random.fromSeed(seed).split("weights");
  const model = (name: "generator" | "discriminator") =>
    buildModel({ spec: config[name], name, random: weights });
  const spec = withClassFrequencies(latentOf(config.generator) as never, dataset.info);
  return {
    config,
    arrays,
    samples,
    spec,
    batch: await (await open()).next(config.batchSize),
    checkpoint,
    model,
  };
}

const closeTo = (found: NdArray | undefined, expected: readonly number[] | Float32Array) => {
  expect(found?.data.length).toBe(expected.length);
  for (const [i, value] of [...expected].entries()) expect(found?.data[i]).toBeCloseTo(value, 4);
};

test("what is saved and drawn is the average: d of the start, 1 − d of the weights after the step", async () => {
  const { arrays, model, samples, spec, config, checkpoint } = await oneStep();
  const [raw, averaged] = [groupOf(arrays, "generator"), groupOf(arrays, "average-generator")];
  const generator = model("generator");
  const start = await readWeights(generator);
  for (const [name, { data }] of start) {
    const expected = data.map(
      (value, i) => decay * value + (1 - decay) * (raw.get(name)?.data[i] ?? Number.NaN),
    );
    closeTo(averaged.get(name), expected);
  }
  const kernel = [...start.keys()].find((name) => name.endsWith("kernel")) ?? "";
  expect(averaged.get(kernel)?.data).not.toEqual(raw.get(kernel)?.data);
  // The weights of the file are those of the average, in the order of the model.
  writeWeights(generator, averaged);
  const bytes = await checkpoint.read("generator/weights.bin");
  const stored = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength));
  expect([...stored]).toEqual([...(await readWeights(generator)).values()].flatMap(({ data }) => [...data]));
  const latents = gridLatents(spec, config.samples, Random.fromSeed(seed).split("samples"));
  const range = outputRangeOf(config.generator);
  const drawn = await generate(networkFromLayers(generator), latents, { spec, range });
  closeTo(samples, drawn.data);
  disposeModel(generator);
});

test("only what the discriminator learns from moves its statistics: real images, then generated ones", async () => {
  const { arrays, model, spec, batch, config } = await oneStep();
  const [generator, discriminator] = [model("generator"), model("discriminator")];
  const after = await statistics(discriminator, () => {
    const drawn = sampleLatents(
      spec,
      config.batchSize,
      Random.fromSeed(seed).split("latents").split("step-0"),
    );
    const inputs = latentTensors(drawn, { spec, inputs: networkFromLayers(generator).inputs });
    const random = Random.fromSeed(0);
    const fake = applyModel(generator, inputs, { training: true, random }) as tf.Tensor;
    const real = toModelRange(tf.tensor(batch.x.data, [...batch.x.shape]), outputRangeOf(config.generator));
    for (const x of [real, fake]) applyModel(discriminator, x, { training: true, updateStats: true, random });
  });
  const trained = groupOf(arrays, "discriminator");
  expect(after.length).toBeGreaterThan(1);
  for (const [name, { data }] of after) closeTo(trained.get(name), data);
  for (const each of [generator, discriminator]) disposeModel(each);
});

/** The moving statistics of a model after some work with it. */
async function statistics(
  model: tf.LayersModel,
  work: () => void,
): Promise<readonly (readonly [string, NdArray])[]> {
  tf.tidy(work);
  return [...(await readWeights(model))].filter(([name]) => name.includes("moving"));
}
