import { Random } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import {
  AdaptiveInstanceNormalization,
  ConditionalBatchNormalization,
  GroupNormalization,
  InstanceNormalization,
  LayerNormalization,
  PixelNormalization,
  RootMeanSquareNormalization,
} from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const draw = (shape: number[]) =>
  tf.tensor(
    Random.fromSeed(4).normal(tf.util.sizeFromShape(shape), { mean: 2, standardDeviation: 3 }),
    shape,
  );

/** Mean and biased variance over axes of what a layer gives. */
async function momentsOf(layer: tf.layers.Layer, x: tf.Tensor, axes: number[]) {
  const { mean, variance } = tf.tidy(() => tf.moments(layer.apply(x) as tf.Tensor, axes));
  return { mean: [...(await mean.data())], variance: [...(await variance.data())] };
}

test.each([
  { layer: () => new InstanceNormalization({ epsilon: 0 }), axes: [1, 2], groups: 1 },
  { layer: () => new LayerNormalization({ epsilon: 0 }), axes: [3], groups: 1 },
  { layer: () => new LayerNormalization({ epsilon: 0, axes: [1, 2, 3] }), axes: [1, 2, 3], groups: 1 },
  { layer: () => new LayerNormalization({ epsilon: 0, axes: [2, 3] }), axes: [2, 3], groups: 1 },
  { layer: () => new GroupNormalization({ epsilon: 0, groups: 1 }), axes: [1, 2, 3], groups: 1 },
])("mean 0 and variance 1 over what is normalised (%#)", async ({ layer, axes }) => {
  const { mean, variance } = await momentsOf(layer(), draw([2, 3, 4, 6]), axes);
  expect(mean).toBeAllclose(
    mean.map(() => 0),
    { atol: 1e-5 },
  );
  expect(variance).toBeAllclose(
    variance.map(() => 1),
    { rtol: 1e-4 },
  );
});

test("group normalisation is layer normalisation of each group by itself", async () => {
  const x = draw([2, 3, 4, 6]);
  const whole = new GroupNormalization({ groups: 3 }).apply(x) as tf.Tensor;
  const parts = tf.split(x, 3, 3).map((part) => new LayerNormalization({ axes: [1, 2, 3] }).apply(part));
  expect(await whole.data()).toBeAllclose(await tf.concat(parts as tf.Tensor[], 3).data());
});

test("with as many groups as channels it is instance normalisation", async () => {
  const x = draw([2, 3, 4, 6]);
  const grouped = new GroupNormalization({ groups: 6 }).apply(x) as tf.Tensor;
  expect(await grouped.data()).toBeAllclose(
    await (new InstanceNormalization({}).apply(x) as tf.Tensor).data(),
  );
});

test("root mean square and pixel normalisation give rows of mean square 1 that keep their direction", async () => {
  const x = tf.tensor2d([3, 4, 0, -2], [2, 2]);
  const expected = [3, 4, 0, -2].map((value, i) => value / Math.sqrt(i < 2 ? 12.5 : 2));
  for (const layer of [
    new PixelNormalization({ epsilon: 0 }),
    new RootMeanSquareNormalization({ epsilon: 0 }),
  ]) {
    expect(await (layer.apply(x) as tf.Tensor).data()).toBeAllclose(expected);
  }
});

test("adaptive instance normalisation gives the style's mean and deviation", async () => {
  const x = draw([2, 5, 5, 2]);
  const layer = new AdaptiveInstanceNormalization({ epsilon: 0 });
  const scale = tf.tensor2d([0, 1, -0.5, 2], [2, 2]);
  const shift = tf.tensor2d([5, -1, 0, 3], [2, 2]);
  const y = layer.apply([x, scale, shift]) as tf.Tensor;
  const { mean, variance } = tf.moments(y, [1, 2]);
  expect(await mean.data()).toBeAllclose([5, -1, 0, 3], { atol: 1e-5 });
  expect(await variance.data()).toBeAllclose([1, 4, 0.25, 9], { rtol: 1e-4 });
});

test("a style of small variance keeps its gain: the scale is 1 + s, not s", async () => {
  const layer = new AdaptiveInstanceNormalization({ epsilon: 0 });
  const zeros = tf.zeros([1, 1]);
  const y = layer.apply([tf.tensor4d([1, 3], [1, 1, 2, 1]), zeros, zeros]) as tf.Tensor;
  expect(await y.data()).toBeAllclose([-1, 1]);
});

test("conditional batch normalisation scales and shifts by each sample's class", async () => {
  const layer = new ConditionalBatchNormalization({ classes: 2, epsilon: 0, momentum: 0.5, name: "norm" });
  const x = tf.tensor2d([1, 3], [2, 1]);
  const run = (labels: number[], kwargs: Record<string, unknown>) =>
    layer.apply([x, tf.tensor2d(labels, [2, 1], "int32")], kwargs) as tf.Tensor;
  const training = { training: true, updateStats: false };
  run([0, 1], training);
  const weight = (name: string) => layer.weights.find(({ originalName }) => originalName === `norm/${name}`);
  weight("gamma")?.write(tf.tensor2d([2, 10], [2, 1]));
  weight("beta")?.write(tf.tensor2d([0.5, -1], [2, 1]));
  expect(await run([0, 1], training).data()).toBeAllclose([-1.5, 9]);
  expect(await run([1, 0], training).data()).toBeAllclose([-11, 2.5]);

  expect(await weight("moving_mean")?.read().data()).toBeAllclose([0]);
  run([0, 1], { training: true });
  expect(await weight("moving_mean")?.read().data()).toBeAllclose([1]);
  expect(await weight("moving_variance")?.read().data()).toBeAllclose([1]);
  // (x − 1) / 1
  expect(await run([0, 0], { training: false }).data()).toBeAllclose([0.5, 4.5]);
});

test("a label that is no class gives NaN for its sample alone", async () => {
  const layer = new ConditionalBatchNormalization({ classes: 2 });
  const labels = tf.tensor2d([1, 2, -1], [3, 1], "int32");
  const y = layer.apply([tf.ones([3, 1]), labels], { training: false }) as tf.Tensor;
  const values = [...(await y.data())];
  expect(values.map(Number.isNaN)).toEqual([false, true, true]);
});
