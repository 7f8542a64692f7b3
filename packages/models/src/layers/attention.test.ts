import { Random } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { ScaledDotProductAttention, SelfAttention } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const draw = (shape: number[]) => tf.tensor(Random.fromSeed(4).normal(tf.util.sizeFromShape(shape)), shape);

test("equal keys give the mean of the values, and one large product that value alone", async () => {
  const layer = new ScaledDotProductAttention({});
  const values = tf.tensor3d([1, 10, 3, 20], [1, 2, 2]);
  const even = layer.apply([tf.ones([1, 1, 2]), tf.ones([1, 2, 2]), values]) as tf.Tensor;
  expect(await even.data()).toBeAllclose([2, 15]);
  const keys = tf.tensor3d([0, 0, 100, 0], [1, 2, 2]);
  const sharp = layer.apply([tf.ones([1, 1, 2]), keys, values]) as tf.Tensor;
  expect(await sharp.data()).toBeAllclose([3, 20]);
});

test("products are divided by the square root of their length", async () => {
  const keys = tf.tensor3d([Math.LN2 * 2, 0, 0, 0, 0, 0, 0, 0], [1, 2, 4]);
  const values = tf.tensor3d([3, 0], [1, 2, 1]);
  const y = new ScaledDotProductAttention({}).apply([tf.ones([1, 1, 4]), keys, values]) as tf.Tensor;
  // √4 = 2, so the weights are as 2 to 1.
  expect(await y.data()).toBeAllclose([2]);
});

test("self-attention starts as the identity, since its gate is closed", async () => {
  const x = draw([2, 4, 4, 8]);
  for (const pooled of [false, true]) {
    const layer = new SelfAttention({ pooled });
    expect(await (layer.apply(x) as tf.Tensor).data()).toBeAllclose(await x.data());
    expect(layer.trainableWeights).toHaveLength(5);
  }
});

test("with queries of zero every place gets the mean of all values", async () => {
  const layer = new SelfAttention({ queryReduction: 2, valueReduction: 1, name: "attention" });
  const x = draw([1, 2, 3, 2]);
  layer.apply(x);
  const write = (name: string, value: tf.Tensor) =>
    layer.weights.find(({ originalName }) => originalName === `attention/${name}`)?.write(value);
  write("query_kernel", tf.zeros([2, 1]));
  write("value_kernel", tf.eye(2));
  write("output_kernel", tf.eye(2));
  write("gate", tf.tensor1d([0.5]));
  const expected = tf.add(x, tf.mul(0.5, tf.mean(x, [1, 2], true)));
  expect(await (layer.apply(x) as tf.Tensor).data()).toBeAllclose(await expected.data());
});

test("pooled values are the maxima of 2×2 places", async () => {
  const layer = new SelfAttention({ queryReduction: 1, valueReduction: 1, pooled: true, name: "attention" });
  const x = tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 4, 1]);
  layer.apply(x);
  for (const weight of layer.weights) {
    const name = weight.originalName.slice("attention/".length);
    if (name === "query_kernel") weight.write(tf.zeros([1, 1]));
    else weight.write(tf.ones(weight.shape as number[]));
  }
  // Every place gets the mean of 6 and 8.
  const expected = [1, 2, 3, 4, 5, 6, 7, 8].map((value) => value + 7);
  expect(await (layer.apply(x) as tf.Tensor).data()).toBeAllclose(expected);
});
