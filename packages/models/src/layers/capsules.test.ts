import { Random } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { CapsuleLengths, DigitCapsules, PrimaryCapsules } from "../index.ts";
import { dynamicRouting } from "./dynamic-routing.ts";
import { squash } from "./squash.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

test("squash keeps the direction and gives the length s² / (1 + s²)", async () => {
  const v = squash(tf.tensor2d([3, 4, 0, 0.5], [2, 2]));
  expect(await v.data()).toBeAllclose([(0.6 * 25) / 26, (0.8 * 25) / 26, 0, 0.25 / 1.25]);
});

test("a capsule of length 0 stays there with a finite gradient", async () => {
  const zeros = tf.zeros([1, 3]);
  expect([...(await squash(zeros).data())]).toEqual([0, 0, 0]);
  const gradient = tf.grad((s: tf.Tensor) => tf.sum(squash(s)))(zeros);
  expect([...(await gradient.data())].every(Number.isFinite)).toBe(true);
});

test("one iteration couples every capsule evenly", async () => {
  const predictions = tf.tensor4d(Random.fromSeed(1).normal(24), [1, 4, 2, 3]);
  const { capsules, coupling } = dynamicRouting(predictions, { iterations: 1, stopGradient: false });
  expect(await coupling.data()).toBeAllclose(Array<number>(8).fill(0.5));
  expect(await capsules.data()).toBeAllclose(await squash(tf.mul(0.5, tf.sum(predictions, 1))).data());
});

test("routing moves towards the capsule on which predictions agree, and couplings sum to 1", async () => {
  // All four inputs predict the same for output 0, and opposites for output 1.
  const predictions = tf.tensor4d(
    [0, 1, 2, 3].flatMap((i) => [1, 1, i % 2 === 0 ? 1 : -1, 0]),
    [1, 4, 2, 2],
  );
  const { capsules, coupling } = dynamicRouting(predictions, { iterations: 3, stopGradient: true });
  const shares = [...(await coupling.data())];
  for (let i = 0; i < 4; i++) {
    expect(shares[2 * i]).toBeGreaterThan(0.6);
    expect((shares[2 * i] as number) + (shares[2 * i + 1] as number)).toBeCloseTo(1, 5);
  }
  const lengths = [...(await tf.norm(capsules, "euclidean", -1).data())] as [number, number];
  expect(lengths[0]).toBeGreaterThan(0.8);
  expect(lengths[1]).toBeLessThan(0.1);
});

test("the two ways of routing give the same capsules and different gradients", async () => {
  const predictions = tf.tensor4d(Random.fromSeed(2).normal(24), [1, 4, 2, 3]);
  const weights = tf.tensor3d(Random.fromSeed(3).normal(6), [1, 2, 3]);
  const run = (stopGradient: boolean) => {
    const routed = (given: tf.Tensor) => dynamicRouting(given, { iterations: 3, stopGradient }).capsules;
    const gradient = tf.grad((given: tf.Tensor) => tf.sum(tf.mul(weights, routed(given))));
    return { value: routed(predictions), gradient: gradient(predictions) };
  };
  const [stopped, whole] = [run(true), run(false)];
  expect(await stopped.value.data()).toBeAllclose(await whole.value.data());
  expect(await stopped.gradient.data()).not.toBeAllclose(await whole.gradient.data());
});

test("the length of a capsule is its norm, and has a gradient where it is 0", async () => {
  const layer = new CapsuleLengths({ name: "lengths" });
  const lengths = (v: tf.Tensor) => tf.sum(layer.apply(v) as tf.Tensor).asScalar();
  const v = tf.tensor3d([3, 4, 0, 0], [1, 2, 2]);
  expect(await (layer.apply(v) as tf.Tensor).data()).toBeAllclose(Float32Array.of(5, 0), { atol: 1e-3 });
  const gradient = await tf.grad(lengths)(v).data();
  expect(gradient).toBeAllclose(Float32Array.of(0.6, 0.8, 0, 0), { atol: 1e-6 });
});

test("CapsNet's sizes: 28×28 through a convolution of 9 to 1152 capsules of 8, and 10 of 16", () => {
  const primary = new PrimaryCapsules();
  const digits = new DigitCapsules({ capsules: 10 });
  const capsules = primary.apply(tf.input({ shape: [20, 20, 256] })) as tf.SymbolicTensor;
  expect(capsules.shape).toEqual([null, 1152, 8]);
  expect((digits.apply(capsules) as tf.SymbolicTensor).shape).toEqual([null, 10, 16]);
  expect(digits.countParams()).toBe(1152 * 8 * 160);
  for (const weight of [...primary.weights, ...digits.weights]) weight.dispose();
});

test("primary capsules are the squashed channels of a convolution, place by place", async () => {
  const layer = new PrimaryCapsules({
    capsules: 2,
    dimensions: 2,
    kernelSize: 1,
    strides: 1,
    name: "primary",
  });
  const x = tf.tensor4d([1, 2], [1, 1, 2, 1]);
  layer.apply(x);
  layer.weights[0]?.write(tf.tensor4d([1, 0, 0, 3], [1, 1, 1, 4]));
  const y = layer.apply(x) as tf.Tensor;
  const expected = squash(tf.tensor3d([1, 0, 0, 3, 2, 0, 0, 6], [1, 4, 2]));
  expect(y.shape).toEqual([1, 4, 2]);
  expect(await y.data()).toBeAllclose(await expected.data());
});

test("digit capsules multiply each capsule of the input with its own matrix", async () => {
  const layer = new DigitCapsules({ capsules: 1, dimensions: 2, iterations: 1, name: "digits" });
  const x = tf.tensor3d([1, 2, 3, 4], [1, 2, 2]);
  layer.apply(x);
  // The first is doubled, of the second the entries are exchanged.
  layer.weights[0]?.write(tf.tensor3d([2, 0, 0, 2, 0, 1, 1, 0], [2, 2, 2]));
  const expected = squash(tf.tensor3d([2 + 4, 4 + 3], [1, 1, 2]));
  expect(await (layer.apply(x) as tf.Tensor).data()).toBeAllclose(await expected.data());
});
