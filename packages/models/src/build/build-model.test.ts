import { ConfigInvalidError, Random } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  applyModel,
  architectures,
  buildModel,
  disposeModel,
  latentOf,
  loadModel,
  namedParameters,
  namedWeights,
  parameterCount,
  parseModelSpec,
  readWeights,
  saveModel,
} from "../index.ts";
import type { BuildCase } from "./testdata/build-case.ts";
import { buildCases } from "./testdata/build-cases.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

function inputsOf({ inputs }: BuildCase): tf.Tensor[] {
  const random = Random.fromSeed(3);
  return inputs.map(([shape, dtype]) => {
    const size = shape.reduce((a, b) => a * b, 1);
    return dtype === "int32"
      ? tf.tensor(random.integers(size, { high: 10 }), [...shape], "int32")
      : tf.tensor(random.normal(size), [...shape]);
  });
}

test("every architecture has a case here", () => {
  expect(new Set(buildCases.map(({ spec }) => spec.architecture))).toEqual(new Set(architectures.keys()));
});

describe.each(buildCases)("$spec", (given) => {
  const build = (seed: number) =>
    buildModel({ spec: given.spec, name: "model", random: Random.fromSeed(seed) });

  test("gives the stated shapes, trains every parameter and leaks nothing", async () => {
    const model = build(1);
    const inputs = inputsOf(given);
    const random = Random.fromSeed(2);
    const outputs = [applyModel(model, inputs, { training: true, random })].flat();
    expect(outputs.map(({ shape }) => shape)).toEqual(given.outputs);
    expect(model.outputs.map(({ shape }) => shape.slice(1))).toEqual(
      given.outputs.map((shape) => shape.slice(1)),
    );

    const parameters = [...namedParameters(model)];
    const optimizer = tf.train.sgd(0.01);
    const step = () =>
      tf.tidy(() => {
        const { grads } = tf.variableGrads(
          () => {
            const given = [applyModel(model, inputs, { training: true, random })].flat();
            return tf.addN(given.map((output) => tf.sum(tf.square(tf.sub(output, 0.3))))).asScalar();
          },
          parameters.map(([, variable]) => variable),
        );
        for (const [name, variable] of parameters) expect(grads[variable.name], name).toBeDefined();
        optimizer.applyGradients(grads);
      });
    await expectNoLeak(tf, step, { runs: 3 });
    optimizer.dispose();
    tf.dispose([inputs, outputs]);
    disposeModel(model);
  });

  test("survives saving and loading byte for byte", async () => {
    const model = build(1);
    const files = await saveModel(model);
    const before = tf.memory().numTensors;
    const loaded = await loadModel(files);
    expect(loaded.spec).toEqual(parseModelSpec(given.spec));
    expect(await saveModel(loaded.model)).toEqual(files);
    expect([...(await readWeights(loaded.model))]).toEqual([...(await readWeights(model))]);
    const inputs = inputsOf(given);
    const [first, second] = [model, loaded.model].map((each) =>
      [applyModel(each, inputs, { training: false })].flat(),
    ) as [tf.Tensor[], tf.Tensor[]];
    for (const [i, output] of first.entries()) {
      expect(await output.data()).toEqual(await (second[i] as tf.Tensor).data());
    }
    tf.dispose([inputs, first, second]);
    disposeModel(loaded.model);
    expect(tf.memory().numTensors).toBe(before);
    disposeModel(model);
  });

  test("the same seed gives the same bytes, another seed others", async () => {
    const before = tf.memory().numTensors;
    const models = [build(5), build(5), build(6)];
    const [first, second, third] = await Promise.all(models.map((model) => saveModel(model)));
    expect(first).toEqual(second);
    expect(first?.["model.json"]).toEqual(third?.["model.json"]);
    expect(first?.["weights.bin"]).not.toEqual(third?.["weights.bin"]);
    const weights = models.reduce((sum, model) => sum + namedWeights(model).size, 0);
    expect(tf.memory().numTensors).toBe(before + weights);
    for (const model of models) disposeModel(model);
    expect(tf.memory().numTensors).toBe(before);
  });
});

test("weights have the stated distributions, whatever was built before", async () => {
  const model = buildModel({
    spec: { architecture: "dcgan-generator", width: 32 },
    name: "g",
    random: Random.fromSeed(1),
  });
  const weights = await readWeights(model);
  const moments = (name: string) => {
    const data = weights.get(name)?.data ?? new Float32Array();
    const mean = data.reduce((sum, value) => sum + value, 0) / data.length;
    const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length;
    return { mean, deviation: Math.sqrt(variance) };
  };
  const kernel = moments("g/dense/kernel");
  expect(kernel.mean).toBeCloseTo(0, 3);
  expect(kernel.deviation).toBeCloseTo(0.02, 3);
  expect(moments("g/norm1/gamma").mean).toBeCloseTo(1, 1);
  expect(moments("g/norm1/gamma").deviation).toBeLessThan(0.04);
  expect(moments("g/norm1/moving_variance")).toEqual({ mean: 1, deviation: 0 });
  expect(moments("g/norm1/moving_mean")).toEqual({ mean: 0, deviation: 0 });
  expect(moments("g/up2/bias")).toEqual({ mean: 0, deviation: 0 });
  disposeModel(model);
});

test("He and Glorot deviations follow the fans", async () => {
  const model = buildModel({
    spec: { architecture: "dense-autoencoder", widths: [300], code: 16 },
    name: "a",
    random: Random.fromSeed(1),
  });
  const weights = await readWeights(model);
  const meanSquare = (name: string) => {
    const data = weights.get(name)?.data ?? new Float32Array();
    return data.reduce((sum, value) => sum + value * value, 0) / data.length;
  };
  expect(meanSquare("a/encoder/hidden1/kernel") * 784).toBeCloseTo(2, 1);
  expect((meanSquare("a/decoder/pixels/kernel") * (300 + 784)) / 2).toBeCloseTo(1, 1);
  disposeModel(model);
});

test("the article's networks have the article's sizes", () => {
  const count = (architecture: string) => {
    const model = buildModel({ spec: { architecture }, name: "m", random: Random.fromSeed(1) });
    const parameters = parameterCount(model);
    disposeModel(model);
    return parameters;
  };
  expect(count("seed-mlp-generator")).toBe(7_936);
  expect(count("seed-mlp-discriminator")).toBe(6_361);
});

test("unknown architectures, keys and values are refused with the nearest known name", () => {
  const refused = (spec: unknown) => {
    try {
      parseModelSpec(spec);
    } catch (error) {
      return error as ConfigInvalidError;
    }
    throw new Error("accepted");
  };
  expect(refused({ architecture: "dcgan-generater" })).toBeInstanceOf(ConfigInvalidError);
  expect(refused({ architecture: "dcgan-generater" }).hint).toContain("dcgan-generator");
  expect(refused({ architecture: "dcgan-generator", widht: 3 }).hint).toContain('"width"');
  expect(refused({ architecture: "dcgan-generator", clases: 3 }).hint).toContain('"classes"');
  expect(refused({ architecture: "dcgan-generator", width: "3" }).message).toContain("width");
  expect(refused({ architecture: "dcgan-generator", size: 30 }).message).toContain("size");
  expect(refused({ architecture: "conv-autoencoder", shape: [30, 28, 1] }).message).toContain("divisible");
  for (const spec of [undefined, null, 3, [], {}, { architecture: 3 }, { architecture: "__proto__" }]) {
    expect(refused(spec)).toBeInstanceOf(ConfigInvalidError);
  }
});

test("a conditional generator says how its classes are drawn", () => {
  expect(latentOf({ architecture: "dcgan-generator", classes: 4, latent: 7 })).toEqual({
    parts: [
      { kind: "noise", name: "noise", size: 7, prior: "normal" },
      { kind: "label", name: "label", classes: 4, distribution: [0.25, 0.25, 0.25, 0.25] },
    ],
  });
  expect(latentOf({ architecture: "mlp-discriminator" })).toBeUndefined();
});

test("building draws no number from Math.random", () => {
  const drawn = vi.spyOn(Math, "random");
  const spec = { architecture: "conv-autoencoder", channels: [2, 2] };
  disposeModel(buildModel({ spec, name: "a", random: Random.fromSeed(1) }));
  expect(drawn).not.toHaveBeenCalled();
  drawn.mockRestore();
});
