import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { applyModel, disposeModel, importOnnx, type OnnxPort, saveModel } from "../index.ts";
import {
  asModelInput,
  asOnnxOutput,
  type CaseArray,
  caseArrays,
  caseFile,
  caseNames,
  openCase,
} from "./testdata/cases.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

type Arrays = ReadonlyMap<string, CaseArray>;

/** The first sample of each array. */
function firstSample(arrays: Arrays): Arrays {
  return new Map(
    [...arrays].map(([name, { data, shape }]) => [
      name,
      { data: data.subarray(0, data.length / (shape[0] ?? 1)), shape: [1, ...shape.slice(1)] },
    ]),
  );
}

async function outputsOf(
  model: tf.LayersModel,
  arrays: Arrays,
  ports: { readonly inputs: readonly OnnxPort[]; readonly outputs: readonly OnnxPort[] },
): Promise<Map<string, Float32Array>> {
  const given = ports.inputs.map((port) => asModelInput(arrays.get(port.name) as CaseArray, port));
  const results = [applyModel(model, given, { training: false })].flat();
  const named = new Map<string, Float32Array>();
  for (const [i, port] of ports.outputs.entries()) {
    const output = asOnnxOutput(results[i] as tf.Tensor, port);
    named.set(port.name, Float32Array.from(await output.data()));
    output.dispose();
  }
  tf.dispose([given, results]);
  return named;
}

/** As `tf.loadLayersModel` reads it from two files, whoever calls it. */
async function reloaded(model: tf.LayersModel): Promise<tf.LayersModel> {
  const files = await saveModel(model);
  const { modelTopology, weightsManifest } = JSON.parse(new TextDecoder().decode(files["model.json"]));
  return tf.loadLayersModel(
    tf.io.fromMemory({
      modelTopology,
      weightSpecs: weightsManifest[0].weights,
      weightData: files["weights.bin"].slice().buffer,
    }),
  );
}

describe.each(caseNames())("%s", (name) => {
  test("gives the recorded outputs, also saved and loaded again, and for another batch", async () => {
    const { folder, rtol, atol, fixedBatch } = openCase(name);
    const tensors = tf.memory().numTensors;
    const inputs = caseArrays(folder, "inputs.npz");
    const expected = caseArrays(folder, "outputs.npz");
    const [, , rows, columns] = [...inputs.values()].find(({ shape }) => shape.length === 4)?.shape ?? [];
    const imported = await importOnnx(caseFile(folder), {
      readExternalData: async (path) => caseFile(folder, path),
      ...(rows !== undefined && columns !== undefined ? { imageSize: [rows, columns] as const } : {}),
    });
    const outputs = await outputsOf(imported.model, inputs, imported);
    expect([...outputs.keys()].sort()).toEqual([...expected.keys()].sort());
    for (const [port, { data }] of expected)
      expect(outputs.get(port), port).toBeAllclose(data, { rtol, atol });

    const loaded = await reloaded(imported.model);
    expect(await outputsOf(loaded, inputs, imported)).toEqual(outputs);
    disposeModel(loaded);

    const [batch] = [...inputs.values()].map(({ shape }) => shape[0]);
    if (fixedBatch === undefined && imported.outputs.every(({ modelShape }) => modelShape[0] === null)) {
      const first = await outputsOf(imported.model, firstSample(inputs), imported);
      for (const [port, { data }] of expected) {
        const want = data.subarray(0, data.length / (batch ?? 1));
        expect(first.get(port), `${port} of one sample`).toBeAllclose(want, { rtol, atol });
      }
    }
    disposeModel(imported.model);
    expect(tf.memory().numTensors).toBe(tensors);
  });
});
