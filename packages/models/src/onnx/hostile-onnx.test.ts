import { GanlensError, Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { activationNames, disposeModel, importOnnx, runGraph, saveModel } from "../index.ts";
import { caseFile, openCase } from "./testdata/cases.ts";
import { writeOnnx } from "./testdata/write-onnx.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** Opens a file, and gives what refused it; anything but a refusal of ours fails. */
async function refusalOf(bytes: Uint8Array, what: string): Promise<GanlensError | undefined> {
  try {
    disposeModel((await importOnnx(bytes)).model);
    return undefined;
  } catch (error) {
    if (!GanlensError.isInstance(error)) throw new Error(`${what}: ${String(error)}`, { cause: error });
    return error;
  }
}

const mutations = Number(process.env.GANLENS_ONNX_MUTATIONS ?? 60);

test.each([
  "dcgan-28.dynamo-18",
  "style-scaled.torchscript-13",
  "conditional-one-hot-inside.dynamo-18",
  "gemm",
  "reshape-groups",
  "split-18",
])(
  "%s with bytes changed, cut or doubled opens or is refused, and leaves nothing behind",
  async (name) => {
    const sound = caseFile(openCase(name).folder);
    const random = Random.fromSeed(11).split(name);
    const tensors = tf.memory().numTensors;
    for (let i = 0; i < mutations; i++) {
      const bytes = sound.slice();
      const [at, value, kind] = [
        random.integers(1, { high: bytes.length })[0] as number,
        random.integers(1, { high: 256 })[0] as number,
        i % 3,
      ];
      if (kind === 0) bytes[at] = value;
      if (kind === 1) for (let k = 0; k < 4; k++) bytes[(at + k) % bytes.length] = (value * (k + 7)) % 256;
      const file = kind === 2 ? bytes.subarray(0, at) : bytes;
      await refusalOf(file, `${name}, change ${i} at ${at}`);
    }
    expect(tf.memory().numTensors).toBe(tensors);
  },
  60_000,
);

test("nodes may be named like what every object has", async () => {
  const nodes = ["toString", "constructor", "__proto__", "hasOwnProperty", "./../x", "ü", ""].map(
    (name, i, all) => ({
      operator: "Relu",
      inputs: [i === 0 ? "x" : `t${i - 1}`],
      outputs: [i === all.length - 1 ? "y" : `t${i}`],
      name,
    }),
  );
  const { model } = await importOnnx(writeOnnx({ nodes, input: [2] }));
  const names = activationNames(model);
  expect(new Set(names).size).toBe(nodes.length);
  for (const name of names) expect(name).toMatch(/^[A-Za-z0-9][-A-Za-z0-9._/]*$/);
  const { outputs, captured } = tf.tidy(() => {
    const run = runGraph(model, tf.ones([1, 2]), { capture: names });
    return { outputs: [...run.outputs], captured: Object.fromEntries(run.captured) };
  });
  expect(Object.keys(captured).sort()).toEqual([...names].sort());
  tf.dispose([outputs, captured]);
  await saveModel(model);
  disposeModel(model);
});

test("constants that a small file computes from nothing take bounded time", async () => {
  const nodes = [
    { operator: "ConstantOfShape", inputs: ["side"], outputs: ["a"] },
    { operator: "MatMul", inputs: ["a", "a"], outputs: ["b"] },
    { operator: "ReduceMean", inputs: ["b", "axes"], outputs: ["c"] },
    { operator: "Add", inputs: ["x", "c"], outputs: ["y"] },
  ];
  const constants = { side: { shape: [2], ints: [4000, 4000] }, axes: { shape: [1], ints: [1] } };
  const refusal = await refusalOf(
    writeOnnx({ nodes, input: [4000], constants }),
    "a product of 6.4e10 steps",
  );
  expect(refusal?.message).toContain("/MatMul_1");
});

test("a chain of more layers than TensorFlow.js can walk is refused, not a stack overflow", async () => {
  for (const count of [1_000, 2_900, 6_000, 15_000]) {
    const nodes = Array.from({ length: count }, (_, i) => ({
      operator: "Relu",
      inputs: [i === 0 ? "x" : `t${i - 1}`],
      outputs: [i === count - 1 ? "y" : `t${i}`],
    }));
    const refusal = await refusalOf(writeOnnx({ nodes, input: [2] }), `${count} layers`);
    expect(refusal?.message.includes("layers") ?? false).toBe(count > 3_000);
  }
}, 60_000);
