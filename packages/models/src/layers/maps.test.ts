import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { BlurPooling, PixelShuffle, ReflectionPadding, Resize } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const row = (values: number[]) => tf.tensor4d(values, [1, 1, values.length, 1]);
const run = async (layer: tf.layers.Layer, x: tf.Tensor) => [...(await (layer.apply(x) as tf.Tensor).data())];

test("pixel shuffle puts the channels of one place into a block", async () => {
  // Two channels of the output, each made of four of the input.
  const x = tf.tensor4d([1, 2, 3, 4, 10, 20, 30, 40], [1, 1, 1, 8]);
  expect(await run(new PixelShuffle({ factor: 2 }), x)).toEqual([1, 10, 2, 20, 3, 30, 4, 40]);
  expect(await run(new PixelShuffle({ factor: 1 }), x)).toEqual([1, 2, 3, 4, 10, 20, 30, 40]);
});

test("reflection mirrors at the outermost entry, and the gradient counts how often each entry stands there", async () => {
  const layer = new ReflectionPadding({ padding: [0, 0, 2, 1] });
  const x = row([1, 2, 3]);
  expect(await run(layer, x)).toEqual([3, 2, 1, 2, 3, 2]);
  const gradient = tf.grad((given: tf.Tensor) => tf.sum(layer.apply(given) as tf.Tensor))(x);
  expect([...(await gradient.data())]).toEqual([1, 3, 2]);
  expect(await run(new ReflectionPadding({ padding: 0 }), x)).toEqual([1, 2, 3]);
});

test.each([
  { size: 6, expected: [1, 1, 2, 2, 4, 4] },
  { size: 2, expected: [1, 4] },
  { size: 1, expected: [2] },
  { size: 4, expected: [1, 2, 2, 4] },
])("nearest takes entry ⌊(i + ½) · 3 / $size⌋ of three", async ({ size, expected }) => {
  expect(await run(new Resize({ size: [1, size] }), row([1, 2, 4]))).toEqual(expected);
});

test("of two that are equally near, nearest takes the one behind", async () => {
  expect(await run(new Resize({ size: [1, 2] }), row([1, 2, 4, 8]))).toEqual([2, 8]);
});

test("bilinear keeps a ramp a ramp inside, and with corners everywhere", async () => {
  const bilinear = { size: [1, 8] as const, interpolation: "bilinear" as const };
  const halves = await run(new Resize(bilinear), row([0, 1, 2, 3]));
  expect(halves).toBeAllclose([0, 0.25, 0.75, 1.25, 1.75, 2.25, 2.75, 3]);
  const corners = await run(new Resize({ ...bilinear, alignCorners: true }), row([0, 1, 2, 3]));
  expect(corners).toBeAllclose([0, 1, 2, 3, 4, 5, 6, 7].map((value) => (value * 3) / 7));
});

test("a batch is resized sample by sample, with gradients that stay apart", async () => {
  const layer = new Resize({ size: [4, 4] });
  const x = tf.ones([3, 2, 2, 1]);
  const weights = tf.tensor4d([1, 10, 100], [3, 1, 1, 1]);
  const gradient = tf.grad((given: tf.Tensor) => tf.sum(tf.mul(weights, layer.apply(given) as tf.Tensor)))(x);
  expect([...(await tf.sum(gradient, [1, 2, 3]).data())]).toEqual([16, 160, 1600]);
});

test("blur pooling keeps constants inside and weighs by 1, 3, 3, 1", async () => {
  const impulse = tf.tensor4d(
    Array.from({ length: 36 }, (_, i) => (i === 14 ? 64 : 0)),
    [1, 6, 6, 1],
  );
  // Row 2, column 2: output rows 0 and 1 see it with taps 1 and 3, and so do the columns.
  expect(await run(new BlurPooling(), impulse)).toBeAllclose([1, 3, 0, 3, 9, 0, 0, 0, 0]);
  const inside = await run(new BlurPooling({ strides: 3 }), tf.ones([1, 8, 8, 1]));
  expect(inside[4]).toBeCloseTo(1);
});
