import { ShapeError } from "@ganlens/core";
import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import {
  auxiliaryDiscriminatorLoss,
  auxiliaryGeneratorLoss,
  logSumExp,
  softmaxCrossEntropy,
} from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const values = [0.5, -1, 2, 0.1, 0.2, 0.3];

test("cross-entropy is −log of the softmax of the label", async () => {
  const logits = tf.tensor2d(values, [2, 3]);
  const labels = tf.tensor1d([2, 0], "int32");
  const softmax = (row: number[], label: number) =>
    Math.exp(row[label] as number) / row.reduce((sum, value) => sum + Math.exp(value), 0);
  const expected = (-Math.log(softmax(values.slice(0, 3), 2)) - Math.log(softmax(values.slice(3), 0))) / 2;
  const loss = softmaxCrossEntropy({ logits, labels });
  expect(loss.shape).toEqual([]);
  expect(await loss.data()).toBeAllclose([expected]);
  await checkGradient({
    tf,
    inputs: [logits],
    f: (l) => softmaxCrossEntropy({ logits: l as tf.Tensor, labels }),
  });
  await expectNoLeak(tf, () => softmaxCrossEntropy({ logits, labels }).dispose());
  tf.dispose([logits, labels, loss]);
});

test("smoothing moves a share of the target to all classes", async () => {
  const logits = tf.tensor2d([1, 2, 4], [1, 3]);
  const labels = tf.tensor1d([2], "int32");
  const total = Math.log(Math.exp(1) + Math.exp(2) + Math.exp(4));
  const loss = softmaxCrossEntropy({ logits, labels, smoothing: 0.3 });
  expect(await loss.data()).toBeAllclose([total - 0.7 * 4 - 0.3 * (7 / 3)]);
  tf.dispose([logits, labels, loss]);
});

test("equal logits cost log(classes), for labels as a column too", async () => {
  const logits = tf.fill([3, 10], 7);
  const labels = tf.tensor2d([0, 5, 9], [3, 1], "int32");
  const loss = softmaxCrossEntropy({ logits, labels });
  expect(await loss.data()).toBeAllclose([Math.log(10)]);
  tf.dispose([logits, labels, loss]);
});

test("huge logits stay finite", async () => {
  const logits = tf.tensor2d([1e4, 0, -1e4, 0], [2, 2]);
  const labels = tf.tensor1d([0, 0], "int32");
  const loss = softmaxCrossEntropy({ logits, labels });
  expect(await loss.data()).toBeAllclose([5000]);
  tf.dispose([logits, labels, loss]);
});

test("logSumExp has no comparison in its gradient, so a second derivative exists", async () => {
  const x = tf.tensor2d([1, 2, 3], [1, 3]);
  const hessianRow = tf.grad((given: tf.Tensor) => {
    const gradient = tf.grad((inner: tf.Tensor) => tf.sum(logSumExp(inner as tf.Tensor2D)))(given);
    return tf.sum(tf.mul(gradient, tf.tensor2d([1, 0, 0], [1, 3])));
  });
  expect(() => hessianRow(x).dispose()).not.toThrow();
  x.dispose();
});

test("the auxiliary terms are sums of cross-entropies", async () => {
  const realLogits = tf.tensor2d(values, [2, 3]);
  const fakeLogits = tf.tensor2d([1, 0, 0], [1, 3]);
  const realLabels = tf.tensor1d([2, 0], "int32");
  const fakeLabels = tf.tensor1d([1], "int32");
  const parts = tf.stack([
    auxiliaryDiscriminatorLoss({ realLogits, realLabels, fakeLogits, fakeLabels }),
    softmaxCrossEntropy({ logits: realLogits, labels: realLabels }),
    softmaxCrossEntropy({ logits: fakeLogits, labels: fakeLabels }),
    auxiliaryGeneratorLoss({ fakeLogits, fakeLabels }),
  ]);
  const [both, real, fake, generator] = (await parts.data()) as Float32Array;
  expect(both).toBeCloseTo((real as number) + (fake as number), 6);
  expect(generator).toBe(fake);
});

test("shapes that do not fit are refused", () => {
  const logits = tf.zeros([4, 3]);
  const labels = tf.zeros([3], "int32");
  const indicators = tf.zeros([4, 3], "int32");
  expect(() => softmaxCrossEntropy({ logits, labels })).toThrow(ShapeError);
  expect(() => softmaxCrossEntropy({ logits, labels: indicators })).toThrow(ShapeError);
  expect(() => softmaxCrossEntropy({ logits: labels, labels })).toThrow(ShapeError);
});
