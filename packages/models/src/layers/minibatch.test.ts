import "@ganlens/testkit";
import { ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { Maxout, MinibatchDiscrimination, MinibatchStandardDeviation } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

test("the standard deviation stands behind the channels, for sample i of group i mod (batch / size)", async () => {
  const layer = new MinibatchStandardDeviation({ groupSize: 2, epsilon: 0 });
  // Samples 0 and 2 differ by 2, 1 and 3 by 10: deviations 1 and 5.
  const y = layer.apply(tf.tensor4d([1, 0, 3, 10], [4, 1, 1, 1])) as tf.Tensor;
  expect(y.shape).toEqual([4, 1, 1, 2]);
  expect(await y.data()).toBeAllclose([1, 1, 0, 5, 3, 1, 10, 5]);
});

test("equal samples have no deviation, a smaller batch is one group, and the mean is over the places", async () => {
  const layer = new MinibatchStandardDeviation({ groupSize: 8, epsilon: 0 });
  const added = async (x: tf.Tensor) => {
    const y = layer.apply(x) as tf.Tensor4D;
    return [...(await tf.slice(y, [0, 0, 0, y.shape[3] - 1], [-1, 1, 1, 1]).data())];
  };
  expect(await added(tf.ones([3, 2, 2, 2]))).toBeAllclose([0, 0, 0]);
  expect(await added(tf.tensor4d([0, 0, 2, 6], [2, 1, 2, 1]))).toBeAllclose([2, 2]);
});

test("a batch that the group size does not divide is refused with both numbers", () => {
  const layer = new MinibatchStandardDeviation({ groupSize: 4 });
  expect(() => layer.apply(tf.ones([6, 1, 1, 1]))).toThrow(ShapeError);
  expect(() => layer.apply(tf.ones([6, 1, 1, 1]))).toThrow(/groups of 4.*6 samples/);
});

test("minibatch discrimination sums exp(−L1 distance) over the other samples", async () => {
  const layer = new MinibatchDiscrimination({ kernels: 1, dimensions: 2 });
  const x = tf.tensor2d([0, 0, 1, 0, 0, 2], [3, 2]);
  layer.apply(x);
  layer.weights[0]?.write(tf.eye(2));
  const y = layer.apply(x) as tf.Tensor;
  const e = (distance: number) => Math.exp(-distance);
  expect(await y.data()).toBeAllclose([0, 0, e(1) + e(2), 1, 0, e(1) + e(3), 0, 2, e(2) + e(3)]);
});

test("a batch of copies scores as high as can be", async () => {
  const layer = new MinibatchDiscrimination({ kernels: 3, dimensions: 2 });
  const y = layer.apply(tf.ones([5, 2])) as tf.Tensor;
  expect(await tf.slice(y, [0, 2], [5, 3]).data()).toBeAllclose(Array<number>(15).fill(4));
});

test("maxout takes the largest of each unit's pieces, which stand side by side", async () => {
  const layer = new Maxout({ units: 2, pieces: 2 });
  const x = tf.tensor2d([1, -1], [2, 1]);
  layer.apply(x);
  layer.weights[0]?.write(tf.tensor2d([1, -1, 2, 3], [1, 4]));
  layer.weights[1]?.write(tf.tensor1d([0, 0, 0, 1]));
  // |x| and max(2x, 3x + 1)
  expect(await (layer.apply(x) as tf.Tensor).data()).toBeAllclose([1, 4, 1, -2]);
});
