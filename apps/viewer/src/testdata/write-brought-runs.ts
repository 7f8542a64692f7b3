import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { memoryFiles, Random, writeBroughtRun } from "@ganlens/core";
import { FolderRunStore } from "@ganlens/core/node";
import { importGeneratorRun } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";

const facts = {
  versions: { ganlens: "0.0.0" },
  backend: { name: "cpu", device: "test" },
  startedAt: "2026-01-01T00:00:00.000Z",
};

/** The ONNX file of one of the cases that the converter is checked against. */
export async function onnxFile(name: string): Promise<Uint8Array> {
  const folder = new URL(`../../../../packages/models/testdata/onnx/${name}/`, import.meta.url);
  return new Uint8Array(await readFile(fileURLToPath(new URL("model.onnx", folder))));
}

/** A model that others wrote for tfjs, with all its files. */
export async function foreignFiles(name: string): Promise<Map<string, Uint8Array>> {
  const folder = fileURLToPath(new URL(`../../../../packages/models/testdata/${name}/`, import.meta.url));
  const names = await readdir(folder);
  const files = names.map(async (file) => [file, new Uint8Array(await readFile(join(folder, file)))] as const);
  return new Map(await Promise.all(files));
}

/** Writes a run of a generator that PyTorch exported: a vector of noise, images of 64 × 64 × 3. */
export async function writeOnnxRun(folder: string): Promise<void> {
  const files = new Map([["generator.onnx", await onnxFile("dcgan-64.torchscript-13")]]);
  await importGeneratorRun({
    ...facts,
    name: "a generator from elsewhere",
    models: [{ step: 0, files: memoryFiles(files, { main: "generator.onnx", location: "a test" }) }],
    options: {},
    store: new FolderRunStore(folder),
  });
}

/** A model.json of layers with noise, a code and a class as inputs; its weights in shards of 400 bytes. */
export async function layersModelFiles(seed: number): Promise<Map<string, Uint8Array>> {
  const initial = (at: number) => tf.initializers.glorotUniform({ seed: seed + at });
  const noise = tf.input({ shape: [6], name: "noise" });
  const style = tf.input({ shape: [2], name: "style" });
  const digit = tf.input({ shape: [3], name: "digit" });
  const together = tf.layers.concatenate().apply([noise, style, digit]) as tf.SymbolicTensor;
  const hidden = tf.layers.dense({ units: 24, activation: "relu", kernelInitializer: initial(1) }).apply(together);
  const flat = tf.layers.dense({ units: 192, activation: "tanh", kernelInitializer: initial(2) }).apply(hidden);
  const image = tf.layers.reshape({ targetShape: [8, 8, 3] }).apply(flat) as tf.SymbolicTensor;
  const model = tf.model({ inputs: [noise, style, digit], outputs: image, name: "theirs" });
  const files = new Map<string, Uint8Array>();
  await model.save(
    tf.io.withSaveHandler(async ({ modelTopology, weightSpecs, weightData }) => {
      const bytes = new Uint8Array(weightData as ArrayBuffer);
      const count = Math.ceil(bytes.length / 8000);
      const paths = Array.from({ length: count }, (_, at) => `group1-shard${at + 1}of${count}.bin`);
      for (const [at, path] of paths.entries()) files.set(path, bytes.slice(at * 8000, (at + 1) * 8000));
      const json = { modelTopology, weightsManifest: [{ paths, weights: weightSpecs }] };
      files.set("model.json", new TextEncoder().encode(JSON.stringify(json)));
      return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: "JSON" } };
    }),
  );
  model.dispose();
  return files;
}

/** Writes a series of three models of layers, each with noise, a code and a class as inputs. */
export async function writeSeriesRun(folder: string): Promise<void> {
  const models = await Promise.all(
    [100, 200, 300].map(async (step) => ({
      step,
      files: memoryFiles(await layersModelFiles(step), { main: "model.json", location: "a test" }),
    })),
  );
  await importGeneratorRun({
    ...facts,
    name: "a series",
    models,
    options: {
      classes: 3,
      parts: [
        { prior: "normal", size: 6 },
        { prior: "uniform", size: 2, low: 0, high: 1 },
      ],
    },
    store: new FolderRunStore(folder),
  });
}

/** Images of one grey each, the later the lighter. */
export function sampleImages(count: number): { readonly data: Uint8Array; readonly shape: readonly number[] } {
  const random = Random.fromSeed(1);
  const noise = random.uniform(count * 192);
  const data = Uint8Array.from(noise, (value, i) => Math.floor((180 * Math.floor(i / 192)) / count + 70 * value));
  return { data, shape: [count, 8, 8, 3] };
}

/** Writes a run of nothing but 2,500 samples with labels. */
export async function writeSamplesRun(folder: string): Promise<void> {
  const images = sampleImages(2500);
  await writeBroughtRun(new FolderRunStore(folder), {
    ...facts,
    name: "nothing but samples",
    subject: {
      shape: [8, 8, 3],
      notes: ["The images are the array images."],
      origin: { format: "npz", name: "samples.npz", sha256: "ab".repeat(32) },
    },
    samples: { images, labels: Int32Array.from({ length: 2500 }, (_, i) => i % 3) },
  });
}
