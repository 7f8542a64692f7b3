import { readFile } from "node:fs/promises";
import { decodeNpz, type Latents, MemoryRunStore, memoryFiles, toFloat32 } from "@ganlens/core";
import { importGenerator, importGeneratorRun } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { openSubject } from "../index.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const folder = new URL("../../../models/testdata/onnx/dcgan-28.dynamo-18/", import.meta.url);
const read = (name: string) => readFile(new URL(name, folder));

it("draws what ONNX Runtime recorded, and frees what it loaded", async () => {
  const imported = await importGenerator(await read("model.onnx"));
  const { numTensors } = tf.memory();
  const subject = await openSubject({ imported });
  expect(subject.name).toBe("generator.onnx");
  expect(subject.imageShape).toEqual([28, 28, 1]);
  expect(subject.notes.join(" ")).toMatch(/N\(0, 1\), which was assumed/);
  const inputs = decodeNpz(await read("inputs.npz")).arrays.get("z");
  const expected = toFloat32(decodeNpz(await read("outputs.npz")).arrays.get("image") as never);
  const z = toFloat32(inputs as never);
  const latents: Latents = { z: { data: z.data, shape: [z.shape[0] as number, 6] } };
  const images = await subject.generate?.(latents);
  // One channel lies the same in both layouts; images are in [0, 1] instead of [−1, 1].
  expected.data.forEach((value, i) => {
    expect(images?.data[i]).toBeCloseTo((value + 1) / 2, 5);
  });
  expect(subject.activations?.layers.length).toBeGreaterThan(2);
  subject.dispose();
  expect(tf.memory().numTensors).toBe(numTensors);
});

it("has the fingerprint of the run folder that the same file becomes", async () => {
  const bytes = await read("model.onnx");
  const store = new MemoryRunStore();
  const files = memoryFiles({ "model.onnx": bytes }, { main: "model.onnx", location: "testdata" });
  await importGeneratorRun({
    name: "run",
    models: [{ step: 0, files }],
    options: {},
    store,
    versions: { ganlens: "0" },
    backend: { name: "cpu", device: "" },
    startedAt: "2026-01-01T00:00:00.000Z",
  });
  const openData = () => Promise.reject(new Error("It has no data."));
  const inRun = await openSubject({ store, openData });
  const inMemory = await openSubject({ imported: await importGenerator(bytes), name: "mine" });
  const other = await openSubject({ imported: await importGenerator(bytes, { range: [0, 1] }) });
  expect(inMemory.name).toBe("mine");
  expect(inMemory.fingerprint).toBe(inRun.fingerprint);
  expect(other.fingerprint).not.toBe(inRun.fingerprint);
  for (const each of [inRun, inMemory, other]) each.dispose();
});
