import { Random, sizeOf } from "@ganlens/core";
import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { activationNames, applyModel, disposeModel, importOnnx, onnxOperators, runGraph } from "../index.ts";
import { asModelInput, type CaseArray, caseArrays, caseFile, caseNames, openCase } from "./testdata/cases.ts";
import { rarerOperators } from "./testdata/rarer-operators.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

async function opened(name: string) {
  const { folder } = openCase(name);
  const imported = await importOnnx(caseFile(folder), {
    readExternalData: async (path) => caseFile(folder, path),
  });
  const arrays = caseArrays(folder, "inputs.npz");
  const inputs = imported.inputs.map((port) => asModelInput(arrays.get(port.name) as CaseArray, port));
  return { ...imported, given: inputs };
}

const differentiable = [
  "bilinear.dynamo-18",
  "conditional-batch-norm.torchscript-11",
  "dcgan-28.dynamo-18",
  "group-norm.torchscript-13",
  "keras-dcgan.tensorflow-15",
  "layer-norm.dynamo-18",
  "pixel-shuffle.torchscript-17",
  "self-attention.dynamo-18",
  "wgan-gp-residual.torchscript-17",
  "style-scaled.dynamo-18",
  "transformer.torchscript-17",
  "u-shaped-latent.dynamo-18",
];

test.each(differentiable)("%s has the gradient of its latents", async (name) => {
  const { model, given, inputs } = await opened(name);
  const position = inputs.findIndex(({ dtype }) => dtype === "float32");
  const latents = given[position] as tf.Tensor;
  const [first, ...rest] = given.map((each) => tf.slice(each, 0, 1));
  const one = [first as tf.Tensor, ...rest];
  const [output] = model.outputs;
  const size = sizeOf((output?.shape.slice(1) ?? []) as number[]);
  const weights = tf.tensor(Random.fromSeed(1).normal(size), [
    1,
    ...((output?.shape.slice(1) ?? []) as number[]),
  ]);
  const f = (z: tf.Tensor) => {
    const with_ = one.map((each, i) => (i === position ? z : each));
    const [image] = [applyModel(model, with_, { training: false })].flat();
    return tf.mean(tf.mul(image as tf.Tensor, weights));
  };
  const z = one[position] as tf.Tensor;
  // Differences as small as float32 lets them be: rectifiers have kinks.
  await checkGradient({ tf, f, inputs: [z], epsilon: 2e-3, rtol: 3e-2, atol: 2e-3 });
  tf.dispose([given, one, weights, latents]);
  disposeModel(model);
});

test("comparisons and choices have a gradient where the numbers they choose from do", async () => {
  for (const name of [
    "and-or",
    "cast-bool-to-float",
    "equal",
    "greater",
    "not",
    "thresholded-relu",
    "where",
  ]) {
    const { model, given } = await opened(name);
    const gradient = tf.tidy(() =>
      tf.grad((x) =>
        tf.sum([applyModel(model, [x, ...given.slice(1)], { training: false })].flat()[0] as tf.Tensor),
      )(given[0] as tf.Tensor),
    );
    expect([...(await gradient.data())].every(Number.isFinite), name).toBe(true);
    tf.dispose([gradient, given]);
    disposeModel(model);
  }
});

describe("activations", () => {
  test("carry the nodes' names, can be read and replaced, and leave nothing behind", async () => {
    const { model, given } = await opened("dcgan-28.torchscript-11");
    const names = activationNames(model);
    expect(names).toContain("0/ConvTranspose");
    const [layer] = names;
    const edit = { [layer as string]: (x: tf.Tensor) => tf.zerosLike(x) };
    const run = runGraph(model, given, { capture: [layer as string] });
    const edited = runGraph(model, given, { edit });
    expect(run.captured.get(layer as string)?.shape.slice(0, 2)).toEqual([given[0]?.shape[0], 7]);
    const [a, b] = [run.outputs[0] as tf.Tensor, edited.outputs[0] as tf.Tensor];
    expect(a.shape).toEqual(b.shape);
    const difference = tf.tidy(() => tf.max(tf.abs(tf.sub(a, b))));
    expect((await difference.data())[0]).toBeGreaterThan(0.1);
    difference.dispose();
    tf.dispose([[...run.outputs], [...edited.outputs], [...run.captured.values()]]);
    await expectNoLeak(tf, () => {
      const { outputs, captured } = runGraph(model, given, { capture: names, edit });
      tf.dispose([[...outputs], [...captured.values()]]);
    });
    tf.dispose(given);
    disposeModel(model);
  });

  test("of every architecture can all be read in one pass", async () => {
    for (const name of caseNames().filter((each) => each.includes(".") && !each.startsWith("any-size"))) {
      const { model, given } = await opened(name);
      const names = activationNames(model);
      const { outputs, captured } = runGraph(model, given, { capture: names });
      expect([...captured.keys()].sort(), name).toEqual([...names].sort());
      for (const [layer, activation] of captured) {
        const symbol = model.getLayer(layer).output as tf.SymbolicTensor;
        const expected = symbol.shape.map((side, i) => side ?? activation.shape[i]);
        expect(activation.shape, `${name}: ${layer}`).toEqual(expected);
      }
      tf.dispose([given, [...outputs], [...captured.values()]]);
      disposeModel(model);
    }
  });
});

describe("ports", () => {
  test("a latent of [n, z, 1, 1] goes in as [n, 1, 1, z], an image comes out channels last, in tanh's range", async () => {
    const { model, inputs, outputs, opset, producer } = await opened("dcgan-64.torchscript-13");
    expect(inputs).toEqual([
      {
        name: "z",
        shape: [null, 6, 1, 1],
        modelShape: [null, 1, 1, 6],
        axes: [0, 2, 3, 1],
        dtype: "float32",
      },
    ]);
    expect(outputs).toMatchObject([{ modelShape: [null, 64, 64, 3], range: [-1, 1] }]);
    expect(outputs[0]?.shape).toEqual([null, 3, 64, 64]);
    expect(opset).toBe(13);
    expect(producer).toMatch(/^pytorch/);
    disposeModel(model);
  });

  test("class numbers go in as [n, 1] and say how many classes there are", async () => {
    for (const name of ["conditional-concatenated.dynamo-18", "conditional-one-hot-inside.torchscript-13"]) {
      const { model, inputs } = await opened(name);
      const label = inputs.find(({ dtype }) => dtype === "int32");
      expect(label, name).toMatchObject({ shape: [null], modelShape: [null, 1], classes: 5 });
      disposeModel(model);
    }
  });

  test("ranges follow sigmoid, and scaling and shifting by hand", async () => {
    for (const name of [...caseNames().filter((each) => each.startsWith("unit-range-"))]) {
      const { model, outputs } = await opened(name);
      expect(outputs, name).toMatchObject([{ range: [0, 1] }]);
      disposeModel(model);
    }
  });

  test("a file for one batch size is opened for any where samples stay apart, and says so", async () => {
    for (const name of caseNames().filter((each) => openCase(each).fixedBatch === 1 && each.includes("."))) {
      const { model, inputs, notes, given } = await opened(name);
      expect(inputs[0]?.modelShape[0], name).toBeNull();
      expect(notes.join(), name).toContain("batch of 1");
      const others = [0.5, -1].map((factor) => tf.mul(given[0] as tf.Tensor, factor));
      const each = [given[0] as tf.Tensor, ...others].map(
        (z) => applyModel(model, z, { training: false }) as tf.Tensor,
      );
      const all = tf.concat([given[0] as tf.Tensor, ...others]);
      const together = applyModel(model, all, { training: false }) as tf.Tensor;
      const apart = tf.concat(each);
      expect(await together.data(), name).toBeAllclose(await apart.data());
      tf.dispose([given, others, each, all, together, apart]);
      disposeModel(model);
    }
  });
});

test("every operator that is said to be covered has a recorded file, or is compared with ONNX Runtime", () => {
  const recorded = new Set([
    ...caseNames().flatMap((name) => openCase(name).operators),
    ...Object.values(rarerOperators).flatMap(({ nodes }) => nodes.map(({ operator }) => operator)),
  ]);
  expect(onnxOperators.filter((operator) => !recorded.has(operator))).toEqual([]);
  expect([...onnxOperators]).toEqual([...onnxOperators].sort());
});

test("a file that Node's readFile gave is read as it is", async () => {
  const { folder } = openCase("dcgan-28.dynamo-18");
  const bytes = caseFile(folder);
  // A Buffer that is a view into a larger one, as those of a pool are; its slice is another view.
  const pool = Buffer.alloc(bytes.length + 5);
  pool.set(bytes, 5);
  const [one, other] = [await importOnnx(bytes), await importOnnx(pool.subarray(5))];
  const [weights, same] = [one, other].map(({ model }) => model.getWeights());
  for (const [i, weight] of (weights ?? []).entries()) {
    expect(await same?.[i]?.data()).toEqual(await weight.data());
  }
  disposeModel(one.model);
  disposeModel(other.model);
});
