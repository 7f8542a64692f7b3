import { CheckpointCorruptError, Random, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import {
  applyModel,
  buildModel,
  disposeModel,
  loadModel,
  type ModelFiles,
  type ModelSpec,
  readWeights,
  saveModel,
  writeWeights,
} from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const spec = { architecture: "mlp-generator", latent: 4, widths: [6], shape: [3, 3, 1] };
const build = () => buildModel({ spec, name: "generator", random: Random.fromSeed(1) });

function edited(files: ModelFiles, change: (json: Record<string, unknown>) => void): ModelFiles {
  const json = JSON.parse(new TextDecoder().decode(files["model.json"]));
  change(json);
  return { ...files, "model.json": new TextEncoder().encode(JSON.stringify(json)) };
}

function withSpec(files: ModelFiles, spec: ModelSpec): ModelFiles {
  return edited(files, (json) => {
    json.userDefinedMetadata = { ganlens: { spec, name: "generator" } };
  });
}

test("files are read by name too, from views into larger buffers", async () => {
  const model = build();
  const files = await saveModel(model);
  const shifted = new Uint8Array(files["weights.bin"].byteLength + 3);
  shifted.set(files["weights.bin"], 3);
  const asked: string[] = [];
  const loaded = await loadModel({
    read: async (path) => {
      asked.push(path);
      return path === "model.json" ? files["model.json"] : shifted.subarray(3);
    },
  });
  expect(asked).toEqual(["model.json", "weights.bin"]);
  expect([...(await readWeights(loaded.model))]).toEqual([...(await readWeights(model))]);
  disposeModel(model);
  disposeModel(loaded.model);
});

test("files that Node's readFile gave are read as they are", async () => {
  const model = build();
  const files = await saveModel(model);
  // A small Buffer is a view into a pool that others share, and its slice is another view.
  const loaded = await loadModel({ read: async (path) => Buffer.from(files[path as "model.json"]) });
  expect([...(await readWeights(loaded.model))]).toEqual([...(await readWeights(model))]);
  disposeModel(model);
  disposeModel(loaded.model);
});

test("a loaded model trains on, with its running statistics", async () => {
  const model = build();
  const x = tf.ones([3, 4]);
  (applyModel(model, x, { training: true }) as tf.Tensor).dispose();
  const { model: loaded } = await loadModel(await saveModel(model));
  const before = await readWeights(loaded);
  (applyModel(loaded, x, { training: true }) as tf.Tensor).dispose();
  const after = await readWeights(loaded);
  expect(before.get("generator/norm1/moving_mean")).toEqual(
    (await readWeights(model)).get("generator/norm1/moving_mean"),
  );
  expect(after.get("generator/norm1/moving_mean")).not.toEqual(before.get("generator/norm1/moving_mean"));
  x.dispose();
  disposeModel(model);
  disposeModel(loaded);
});

test("damaged files are refused and leave no tensor behind", async () => {
  const model = build();
  const files = await saveModel(model);
  const weights = files["weights.bin"];
  const text = (value: string): ModelFiles => ({ ...files, "model.json": new TextEncoder().encode(value) });
  type Manifest = {
    weightsManifest: [{ paths: string[]; weights: { name: string; shape: number[]; dtype: string }[] }];
  };
  const manifest = (change: (weights: { name: string; shape: number[]; dtype: string }[]) => void) =>
    edited(files, (json) => change((json as unknown as Manifest).weightsManifest[0].weights));
  const damaged: Record<string, ModelFiles> = {
    "no json": text("{"),
    "not utf-8": { ...files, "model.json": Uint8Array.of(0xff, 0xfe, 0x00) },
    "another json": text("[]"),
    "truncated weights": { ...files, "weights.bin": weights.subarray(0, weights.byteLength - 4) },
    "surplus weights": { ...files, "weights.bin": new Uint8Array(weights.byteLength + 4) },
    "no topology": edited(files, (json) => delete json.modelTopology),
    "no specification": edited(files, (json) => delete json.userDefinedMetadata),
    "an unknown architecture": edited(files, (json) => {
      json.userDefinedMetadata = { ganlens: { spec: { architecture: "nothing" }, name: "generator" } };
    }),
    "a specification of another size": withSpec(files, { ...spec, widths: [7] }),
    "a specification of other weights": withSpec(files, { ...spec, batchNorm: false }),
    "a specification out of bounds": withSpec(files, { ...spec, widths: [60_000] }),
    "a nameless model": edited(files, (json) => {
      json.userDefinedMetadata = { ganlens: { spec, name: "" } };
    }),
    "a renamed weight": manifest((list) => {
      (list[0] as { name: string }).name = "generator/other/kernel";
    }),
    "a doubled weight": manifest((list) => {
      (list[1] as { name: string }).name = (list[2] as { name: string }).name;
    }),
    "a turned shape": manifest((list) => {
      (list[0] as { shape: number[] }).shape.reverse();
    }),
    "a huge shape": manifest((list) => {
      (list[0] as { shape: number[] }).shape = [2 ** 30, 2 ** 30];
    }),
    "another dtype": manifest((list) => {
      (list[0] as { dtype: string }).dtype = "string";
    }),
    "another file": edited(files, (json) => {
      (json as unknown as Manifest).weightsManifest[0].paths = ["../../etc/passwd"];
    }),
  };
  const tensors = tf.memory().numTensors;
  for (const [what, bytes] of Object.entries(damaged)) {
    await expect(loadModel(bytes), what).rejects.toBeInstanceOf(CheckpointCorruptError);
  }
  expect(tf.memory().numTensors).toBe(tensors);
  disposeModel(model);
});

test("the stored topology is never built: one of 60,000 units, or one that goes round in circles, does nothing", async () => {
  const model = build();
  const files = await saveModel(model);
  const dense = { class_name: "Dense", config: { name: "a", units: 60_000 }, name: "a" };
  for (const inbound of [[[["a", 0, 0, {}]]], [[["missing", 0, 0, {}]]]]) {
    const hostile = edited(files, (json) => {
      json.modelTopology = {
        class_name: "Model",
        config: {
          name: "m",
          layers: [{ ...dense, inbound_nodes: inbound }],
          input_layers: [],
          output_layers: [],
        },
      };
    });
    const loaded = await loadModel(hostile);
    expect(await readWeights(loaded.model)).toEqual(await readWeights(model));
    expect(await saveModel(loaded.model)).toEqual(files);
    disposeModel(loaded.model);
  }
  disposeModel(model);
});

test("specifications that ask for more than the file holds are refused before it is allocated", async () => {
  const model = build();
  const files = await saveModel(model);
  const wide = Array.from({ length: 16 }, () => 4096);
  const { numTensors } = tf.memory();
  const before = process.memoryUsage().rss;
  const start = performance.now();
  for (const hostile of [
    { ...spec, latent: 4096, widths: wide },
    { architecture: "dense-autoencoder", code: 4096, widths: wide.slice(8), shape: [1024, 1024, 16] },
  ]) {
    await expect(loadModel(withSpec(files, hostile))).rejects.toThrow(
      /of shape \[.*\] takes more than the \d+/,
    );
  }
  // Few weights, but maps of a thousand million values.
  const maps = { architecture: "conv-autoencoder", code: 1, channels: [4096, 1], shape: [1024, 1024, 1] };
  const weights = new Uint8Array(4 * 2 ** 20);
  const padded = edited({ ...files, "weights.bin": weights }, (json) => {
    json.userDefinedMetadata = { ganlens: { spec: maps, name: "a" } };
    json.weightsManifest = [
      { paths: ["weights.bin"], weights: [{ name: "w", shape: [2 ** 20], dtype: "float32" }] },
    ];
  });
  await expect(loadModel(padded)).rejects.toThrow(/a\/encoder\/hidden1.* gives \[null, 512, 512, 4096\]/);
  const nested = { ...files, "model.json": new TextEncoder().encode("[".repeat(100_000)) };
  await expect(loadModel(nested)).rejects.toThrow("nest at most 64 levels");
  expect(performance.now() - start).toBeLessThan(2000);
  expect(process.memoryUsage().rss - before).toBeLessThan(300 * 2 ** 20);
  expect(tf.memory().numTensors).toBe(numTensors);
  disposeModel(model);
});

test("writeWeights writes all or nothing", async () => {
  const model = build();
  const before = await readWeights(model);
  const zeros = { data: new Float32Array(9), shape: [9] };
  const wrong = { data: new Float32Array(8), shape: [8] };
  expect(() =>
    writeWeights(
      model,
      new Map([
        ["generator/pixels/bias", zeros],
        ["generator/pixel/bias", zeros],
      ]),
    ),
  ).toThrow(ShapeError);
  expect(() =>
    writeWeights(
      model,
      new Map([
        ["generator/norm1/beta", zeros],
        ["generator/pixels/bias", wrong],
      ]),
    ),
  ).toThrow(ShapeError);
  expect(await readWeights(model)).toEqual(before);
  const ones = { data: new Float32Array(9).fill(1), shape: [9] };
  writeWeights(model, new Map([["generator/pixels/bias", ones]]));
  expect((await readWeights(model)).get("generator/pixels/bias")).toEqual(ones);
  disposeModel(model);
});
