import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { applyModel, disposeModel, importOnnx } from "../index.ts";
import { asModelInput, asOnnxOutput, caseArrays, caseFile, caseNames, openCase } from "./testdata/cases.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

test.each(caseNames())("%s gives the recorded outputs", async (name) => {
  const { folder, rtol, atol } = openCase(name);
  const tensors = tf.memory().numTensors;
  const { model, inputs, outputs } = await importOnnx(caseFile(folder), {
    readExternalData: async (path) => caseFile(folder, path),
  });
  const arrays = caseArrays(folder, "inputs.npz");
  const given = inputs.map((port) => asModelInput(arrays.get(port.name) as never, port));
  const results = [applyModel(model, given, { training: false })].flat();
  const expected = caseArrays(folder, "outputs.npz");
  for (const [i, port] of outputs.entries()) {
    const output = asOnnxOutput(results[i] as tf.Tensor, port);
    const want = expected.get(port.name);
    expect(await output.data()).toBeAllclose(want?.data as Float32Array, { rtol, atol });
    output.dispose();
  }
  tf.dispose([given, results]);
  disposeModel(model);
  expect(tf.memory().numTensors).toBe(tensors);
});
