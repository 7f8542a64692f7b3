import { ConfigInvalidError, Random, ShapeError } from "@ganlens/core";
import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { activationNames, applyModel, buildModel, disposeModel, runGraph } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const random = Random.fromSeed(2);
const draw = (shape: readonly number[]) =>
  tf.tensor(random.normal(shape.reduce((a, b) => a * b, 1)), [...shape]);

test("outputs are those of applyModel, through branches, several inputs and nested models", async () => {
  const specs = [
    {
      spec: { architecture: "dcgan-generator", width: 2, classes: 3, latent: 5 },
      inputs: [draw([2, 5]), tf.tensor1d([2, 0], "int32")],
    },
    { spec: { architecture: "dcgan-discriminator", width: 2, classes: 3 }, inputs: [draw([2, 28, 28, 1])] },
    {
      spec: { architecture: "nested-autoencoder", codes: [2, 4], width: 8 },
      inputs: [draw([2, 28, 28, 1]), tf.ones([2, 4])],
    },
  ];
  for (const { spec, inputs } of specs) {
    const model = buildModel({ spec, name: "m", random: Random.fromSeed(1) });
    const expected = [applyModel(model, inputs, { training: false })].flat();
    const { outputs } = runGraph(model, inputs);
    expect(outputs.length).toBe(expected.length);
    for (const [i, output] of outputs.entries()) {
      expect(await output.data()).toEqual(await (expected[i] as tf.Tensor).data());
    }
    tf.dispose([...outputs, ...expected, ...inputs]);
    disposeModel(model);
  }
});

test("captures an activation of a nested model, and edits reach what is downstream", async () => {
  const model = buildModel({
    spec: { architecture: "dense-autoencoder", widths: [6], code: 3 },
    name: "m",
    random: Random.fromSeed(1),
  });
  const x = draw([2, 28, 28, 1]);
  const plain = runGraph(model, x, { capture: ["m/encoder/code", "m/decoder/hidden1"] });
  const code = plain.captured.get("m/encoder/code") as tf.Tensor;
  expect(code.shape).toEqual([2, 3]);
  expect([...plain.captured.keys()]).toEqual(["m/encoder/code", "m/decoder/hidden1"]);

  const zeroed = runGraph(model, x, {
    capture: ["m/encoder/code", "m/decoder/hidden1"],
    edit: { "m/encoder/code": (activation) => tf.zerosLike(activation) },
  });
  // The capture is what the layer gave; the decoder, whose biases are 0, saw zeros.
  expect(await zeroed.captured.get("m/encoder/code")?.data()).toEqual(await code.data());
  expect([...((await zeroed.captured.get("m/decoder/hidden1")?.data()) ?? [1])].every((v) => v === 0)).toBe(
    true,
  );
  expect(await zeroed.outputs[0]?.data()).toBeAllclose(new Float32Array(2 * 784).fill(0.5));
  tf.dispose([...plain.outputs, ...plain.captured.values(), ...zeroed.outputs, ...zeroed.captured.values()]);
  await expectNoLeak(tf, () => {
    const { outputs, captured } = runGraph(model, x, {
      capture: ["m/encoder/code"],
      edit: { "m/decoder/hidden1": (activation) => tf.mul(activation, 2) },
    });
    tf.dispose([...outputs, ...captured.values()]);
  });
  x.dispose();
  disposeModel(model);
});

test("gradients pass through captures and edits", async () => {
  const model = buildModel({
    spec: { architecture: "points-discriminator", widths: [4, 4] },
    name: "m",
    random: Random.fromSeed(1),
  });
  const x = draw([3, 2]);
  const direction = draw([3, 4]);
  await checkGradient({
    tf,
    inputs: [x, direction],
    f: (given, added) => {
      const { outputs, captured } = runGraph(model, given as tf.Tensor, {
        capture: ["m/dense2"],
        edit: { "m/dense1": (activation) => tf.add(activation, tf.square(added as tf.Tensor)) },
      });
      return tf.add(
        tf.sum(outputs[0] as tf.Tensor),
        tf.sum(tf.square(captured.get("m/dense2") as tf.Tensor)),
      );
    },
  });
  tf.dispose([x, direction]);
  disposeModel(model);
});

test("a layer that is used twice goes by name and name#1", async () => {
  const input = tf.input({ shape: [2], name: "s/input" });
  const shared = tf.layers.dense({ units: 2, name: "s/shared" });
  const output = shared.apply(shared.apply(input)) as tf.SymbolicTensor;
  const model = tf.model({ inputs: input, outputs: output, name: "s" });
  const x = draw([1, 2]);
  const { outputs, captured } = runGraph(model, x, { capture: ["s/shared", "s/shared#1"] });
  const once = shared.apply(x) as tf.Tensor;
  expect(await captured.get("s/shared")?.data()).toEqual(await once.data());
  expect(await captured.get("s/shared#1")?.data()).toEqual(await outputs[0]?.data());
  tf.dispose([x, once, ...outputs, ...captured.values()]);
  disposeModel(model);
});

test("unknown names and edits of another shape are refused", () => {
  const model = buildModel({
    spec: { architecture: "points-discriminator" },
    name: "m",
    random: Random.fromSeed(1),
  });
  const x = draw([1, 2]);
  expect(activationNames(model)).toEqual(["m/dense1", "m/hidden1", "m/dense2", "m/hidden2", "m/score"]);
  expect(() => runGraph(model, x, { capture: ["m/dense3"] })).toThrow(ConfigInvalidError);
  expect(() => runGraph(model, x, { edit: { "m/dens1": (a) => a } })).toThrow(/m\/dens1/);
  expect(() => runGraph(model, x, { edit: { "m/dense1": () => tf.zeros([1, 3]) } })).toThrow(ShapeError);
  x.dispose();
  disposeModel(model);
});
