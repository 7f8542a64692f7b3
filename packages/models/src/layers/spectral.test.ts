import { Random } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { SpectralConvolution, SpectralDense, SpectralEmbedding } from "../index.ts";
import { spectralNorm } from "./spectral-norm.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** The largest singular value of a real 2-column matrix in closed form: the eigenvalue of its Gram matrix. */
function largestSingularValue(columns: readonly [readonly number[], readonly number[]]): number {
  const dot = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + value * (b[i] as number), 0);
  const [a, b] = columns;
  const [p, q, r] = [dot(a, a), dot(a, b), dot(b, b)];
  return Math.sqrt((p + r) / 2 + Math.hypot((p - r) / 2, q));
}

const first = [1, -2, 0.5];
const second = [0.3, 1, 2];
const rows = first.flatMap((value, i) => [value, second[i] as number]);
const sigma = largestSingularValue([first, second]);

test("power iteration finds the largest singular value, from below", async () => {
  const kernel = tf.tensor2d(rows, [3, 2]);
  const u = tf.tensor2d([1, 1], [1, 2]);
  const found = async (iterations: number) =>
    (await spectralNorm({ kernel, u, iterations }).sigma.data())[0] as number;
  expect(await found(1)).toBeLessThan(sigma);
  expect(await found(100)).toBeCloseTo(sigma, 5);
});

test("the gradient of the norm is u vᵀ, whose own norm is 1", async () => {
  const kernel = tf.tensor2d(rows, [3, 2]);
  const u = tf.tensor2d([1, 1], [1, 2]);
  const gradient = tf.grad((given: tf.Tensor) => spectralNorm({ kernel: given, u, iterations: 100 }).sigma)(
    kernel,
  );
  expect(await tf.norm(gradient).data()).toBeAllclose([1]);
  // ⟨W, ∂σ/∂W⟩ = σ, since σ is homogeneous of degree 1.
  expect(await tf.sum(tf.mul(gradient, kernel)).data()).toBeAllclose([sigma]);
});

test("a dense layer ends with norm 1, and u moves only in passes that train and update statistics", async () => {
  const layer = new SpectralDense({ units: 2, bias: false, name: "dense" });
  const identity = tf.eye(3);
  const run = (kwargs: Record<string, unknown>) => layer.apply(identity, kwargs) as tf.Tensor;
  run({});
  const [kernel, u] = layer.weights as [tf.LayerVariable, tf.LayerVariable];
  expect(u.originalName).toBe("dense/u");
  expect(u.trainable).toBe(false);
  kernel.write(tf.tensor2d(rows, [3, 2]));
  const at = async () => [...(await u.read().data())];
  const start = await at();
  run({ training: true, updateStats: false });
  run({ training: false });
  expect(await at()).toEqual(start);
  run({ training: true });
  expect(await at()).not.toEqual(start);
  for (let i = 0; i < 50; i++) run({ training: true }).dispose();
  expect(await run({}).data()).toBeAllclose(
    rows.map((value) => value / sigma),
    { rtol: 1e-5 },
  );
});

test("u that moves within a pass does not change the pass's gradients", async () => {
  const layer = new SpectralDense({ units: 2, name: "dense" });
  const x = tf.tensor2d(rows, [2, 3]);
  layer.apply(x);
  const [kernel, u] = ["kernel", "u"].map((name) =>
    layer.weights.find(({ originalName }) => originalName === `dense/${name}`),
  ) as [tf.LayerVariable, tf.LayerVariable];
  const variable = kernel.read() as tf.Variable;
  const start = u.read().clone();
  const gradient = async (updateStats: boolean) => {
    u.write(start);
    const { grads } = tf.variableGrads(
      () => tf.sum(tf.square(layer.apply(x, { training: true, updateStats }) as tf.Tensor)) as tf.Scalar,
      [variable],
    );
    return [...(await (grads[variable.name] as tf.Tensor).data())];
  };
  expect(await gradient(true)).toEqual(await gradient(false));
});

test("a convolution of kernel 1 and an embedding are divided by the same norm", async () => {
  const convolution = new SpectralConvolution({ filters: 2, kernelSize: 1, bias: false, iterations: 100 });
  const embedding = new SpectralEmbedding({ classes: 3, units: 2, iterations: 100 });
  const identity = tf.reshape(tf.eye(3), [3, 1, 1, 3]);
  const labels = tf.tensor2d([0, 1, 2], [3, 1], "int32");
  const expected = rows.map((value) => value / sigma);
  for (const [layer, input] of [
    [convolution, identity],
    [embedding, labels],
  ] as const) {
    layer.apply(input);
    const kernel = layer.weights[0] as tf.LayerVariable;
    kernel.write(tf.tensor(rows, kernel.shape as number[]));
    expect(await (layer.apply(input) as tf.Tensor).data()).toBeAllclose(expected);
  }
  const unknown = embedding.apply(tf.tensor2d([3], [1, 1], "int32")) as tf.Tensor;
  expect([...(await unknown.data())]).toEqual([Number.NaN, Number.NaN]);
});

test("a normalised convolution stretches no map more than the reshaped kernel says", async () => {
  const layer = new SpectralConvolution({
    filters: 3,
    kernelSize: 3,
    bias: false,
    padding: "valid",
    iterations: 100,
  });
  const x = tf.tensor4d(Random.fromSeed(1).normal(18), [1, 3, 3, 2]);
  const y = layer.apply(x) as tf.Tensor;
  const [before, after] = [await tf.norm(x).data(), await tf.norm(y).data()];
  expect(after[0]).toBeLessThanOrEqual((before[0] as number) * 1.0001);
});

test("weights drawn without a model are the same in every layer of that name, and none of them is zero", async () => {
  const values = async () => {
    const layer = new SpectralDense({ units: 2, name: "repeated" });
    layer.build([null, 3]);
    return Promise.all(layer.weights.map(async (weight) => [...(await weight.read().data())]));
  };
  const [once, again] = [await values(), await values()];
  expect(again).toEqual(once);
  expect(once[0]?.every((value) => value !== 0)).toBe(true);
  expect(once.at(-1)?.every((value) => value !== 0)).toBe(true);
});
