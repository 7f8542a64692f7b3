import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it, test } from "vitest";
import { applyModel, buildModel, disposeModel, type ModelSpec, parameterCount } from "../index.ts";

beforeAll(async () => {
  await tf.setBackend("cpu");
});

const build = (spec: ModelSpec) => buildModel({ spec, name: "m", random: Random.fromSeed(1) });
const convolutionsOf = (model: tf.LayersModel) =>
  model.layers.filter(({ name }) => name.endsWith("/conv") && !name.includes("projection"));

describe("has the depth of its paper", () => {
  test.each<[ModelSpec, number]>([
    // 6n + 2 counts the dense layer, too.
    [{ architecture: "residual-classifier", width: 1, blocks: [3, 3, 3] }, 19],
    [{ architecture: "residual-classifier", width: 1, blocks: [2, 2], block: "bottleneck" }, 13],
    // 6n + 4 counts the dense layer and the projections of two stages besides the first one's.
    [{ architecture: "wide-residual-classifier", base: 1, depth: 16 }, 13],
    // 11, 13, 16 and 19 count three dense layers.
    [{ architecture: "vgg-classifier", width: 1, configuration: "A" }, 8],
    [{ architecture: "vgg-classifier", width: 1, configuration: "B" }, 10],
    [{ architecture: "vgg-classifier", width: 1, configuration: "D" }, 13],
    [{ architecture: "vgg-classifier", width: 1, configuration: "E" }, 16],
  ])("%o", (spec, depth) => {
    const model = build(spec);
    expect(convolutionsOf(model)).toHaveLength(depth);
    disposeModel(model);
  });
});

describe("has projections only where the shapes differ", () => {
  test.each<[ModelSpec, number]>([
    [{ architecture: "residual-classifier", width: 1, blocks: [2, 2, 2] }, 2],
    [{ architecture: "residual-classifier", width: 1, blocks: [2, 2], block: "bottleneck" }, 2],
    [{ architecture: "wide-residual-classifier", base: 1, width: 1, depth: 10 }, 2],
    [{ architecture: "wide-residual-classifier", base: 1, width: 2, depth: 10 }, 3],
  ])("%o", (spec, projections) => {
    const model = build(spec);
    const found = model.layers.filter(({ name }) => name.endsWith("projection/conv"));
    expect(found).toHaveLength(projections);
    disposeModel(model);
  });
});

it("has the parameters of ResNet-20 for CIFAR-10, but for its projections", () => {
  const model = build({ architecture: "residual-classifier", shape: [32, 32, 3], blocks: [3, 3, 3] });
  // 0.27 million in the paper, whose shortcuts have no weights; projections add 16·32 + 32·64 and 2·(32 + 64).
  const projections = 16 * 32 + 32 * 64 + 2 * (32 + 64);
  expect(parameterCount(model) - projections).toBe(269_722);
  disposeModel(model);
});

test.each([
  [8, 2],
  [28, 3],
  [32, 4],
  [64, 5],
])("VGG pools images of %i pixels %i times", (side, pools) => {
  const model = build({ architecture: "vgg-classifier", shape: [side, side, 1], width: 1, features: 1 });
  expect(model.layers.filter(({ name }) => name.endsWith("/pool"))).toHaveLength(pools);
  disposeModel(model);
});

it("VGG has the convolutions of the paper's configuration D", () => {
  const model = build({
    architecture: "vgg-classifier",
    configuration: "D",
    batchNorm: false,
    shape: [8, 8, 3],
    features: 1,
  });
  // 14,714,688 in all of VGG-16 but its dense layers, and here 512·2·2 + 1, 1 + 1 and 10 + 10 in those.
  expect(parameterCount(model)).toBe(14_714_688 + 2049 + 2 + 20);
  disposeModel(model);
});

it("Inception's n×n are no larger than the maps that they look at, and its reductions halve them", () => {
  const model = build({ architecture: "inception-classifier", shape: [12, 12, 1], width: 1 });
  const kernels = model.layers
    .filter(({ name }) => name.includes("asymmetric1/once"))
    .flatMap((layer) =>
      layer.weights.filter(({ shape }) => shape.length === 4).map(({ shape }) => shape.slice(0, 2)),
    );
  expect(kernels).toEqual([
    [1, 1],
    [1, 5],
    [5, 1],
  ]);
  const sides = ["factorised1", "reduction1", "asymmetric1", "reduction2", "expanded1"].map(
    (block) => (model.getLayer(`m/${block}/joined`).output as tf.SymbolicTensor).shape[1],
  );
  expect(sides).toEqual([12, 6, 6, 3, 3]);
  disposeModel(model);
});

it("a blank image leaves every capsule a finite gradient", async () => {
  const spec = { architecture: "capsule-classifier", shape: [8, 8, 1], width: 2, kernel: 3, capsules: 1 };
  const model = build(spec);
  const { grads } = tf.variableGrads(() => {
    const [lengths] = applyModel(model, tf.zeros([2, 8, 8, 1]), { training: true }) as tf.Tensor[];
    return tf.sum(lengths as tf.Tensor).asScalar();
  });
  for (const gradient of Object.values(grads))
    expect((await gradient.data()).every(Number.isFinite)).toBe(true);
  disposeModel(model);
});

describe("refuses, with the numbers", () => {
  test.each<[ModelSpec, string]>([
    [
      { architecture: "residual-classifier", shape: [8, 16, 1], blocks: [1, 1, 1, 1] },
      "residual-classifier.blocks: expected maps that end with 2×2 or more, but 8×16 halved 3 times is 1×2",
    ],
    [
      { architecture: "wide-residual-classifier", depth: 18 },
      "expected 6n + 4, such as 16 or 22, received 18",
    ],
    [
      { architecture: "inception-classifier", shape: [8, 8, 1], strides: 2 },
      "inception-classifier.strides: expected maps that end with 2×2 or more, but 8×8 halved 3 times is 1×1",
    ],
    [
      { architecture: "inception-classifier", kernel: 6 },
      "expected an odd number, such as 5 or 7, received 6",
    ],
    [
      { architecture: "capsule-classifier", shape: [8, 8, 1], kernel: 5 },
      "capsule-classifier.kernel: expected kernels that fit in twice, but 5×5 at stride 1 leaves 4 of 8 pixels, fewer than 5",
    ],
    [{ architecture: "residual-classifier", shape: [7, 8, 1] }, "shape.0"],
    [{ architecture: "residual-classifier", shape: [8, 8, 2] }, "shape.2"],
  ])("%o", (spec, message) => {
    expect(() => build(spec)).toThrow(message);
  });
});
