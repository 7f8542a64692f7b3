import { readdirSync, readFileSync } from "node:fs";
import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { decodeNpz, sizeOf } from "@ganlens/core";
import { applyModel, disposeModel, importOnnx, type OnnxPort } from "@ganlens/models";
import { checkGradient } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";

const root = new URL("../../../models/testdata/onnx/", import.meta.url);

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  installKernels(tf);
  installGradients(tf);
});

/** Single operators, and whole generators as exporters write them. */
const recorded = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("any-size"))
  .map(({ name }) => name)
  .sort();

function arraysOf(name: string, file: string) {
  return decodeNpz(new Uint8Array(readFileSync(new URL(`${name}/${file}`, root)))).arrays;
}

async function opened(name: string) {
  const read = (file: string) => new Uint8Array(readFileSync(new URL(`${name}/${file}`, root)));
  const imported = await importOnnx(read("model.onnx"), { readExternalData: async (path) => read(path) });
  const arrays = arraysOf(name, "inputs.npz");
  const given = imported.inputs.map(({ name: port, axes, modelShape, dtype }: OnnxPort) =>
    tf.tidy(() => {
      const array = arrays.get(port);
      const shape = [...(array?.shape ?? [])];
      const values = Float32Array.from((array?.data ?? []) as ArrayLike<number>, Number);
      const turned =
        shape.length > 1 ? tf.transpose(tf.tensor(values, shape), [...axes]) : tf.tensor(values, shape);
      const whole = tf.reshape(
        turned,
        modelShape.map((side) => side ?? shape[0] ?? 1),
      );
      return dtype === "float32" ? whole : tf.cast(whole, "int32");
    }),
  );
  return { ...imported, given };
}

test.each(recorded)("%s gives the recorded outputs on wasm with our kernels", async (name) => {
  const { model, outputs, given } = await opened(name);
  const results = [applyModel(model, given, { training: false })].flat();
  const expected = arraysOf(name, "outputs.npz");
  for (const [i, { name: port, axes }] of outputs.entries()) {
    const result = results[i] as tf.Tensor;
    const back = axes.map((_, axis) => axes.indexOf(axis));
    const output = result.rank > 1 ? tf.transpose(result, back) : tf.clone(result);
    const want = Float32Array.from(expected.get(port)?.data as ArrayLike<number>, Number);
    expect(await output.data(), port).toBeAllclose(want, { rtol: 1e-4, atol: 1e-4 });
    output.dispose();
  }
  tf.dispose([given, results]);
  disposeModel(model);
});

test.each(["bilinear.dynamo-18", "dcgan-28.dynamo-18", "self-attention.dynamo-18", "style-scaled.dynamo-18"])(
  "%s has the gradient of its latents on wasm",
  async (name) => {
    const { model, given } = await opened(name);
    const sides = (model.outputs[0]?.shape.slice(1) ?? []) as number[];
    const weights = tf.reshape(tf.sin(tf.range(0, sizeOf(sides))), [1, ...sides]);
    const z = tf.slice(given[0] as tf.Tensor, 0, 1);
    await checkGradient({
      tf,
      f: (latent) => tf.mean(tf.mul(applyModel(model, latent, { training: false }) as tf.Tensor, weights)),
      inputs: [z],
      epsilon: 2e-3,
      rtol: 3e-2,
      atol: 2e-3,
    });
    tf.dispose([given, weights, z]);
    disposeModel(model);
  },
);
