import { ShapeError } from "@ganlens/core";
import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { binaryCrossEntropy, meanSquaredError } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

test("mean squared error is the mean over everything", async () => {
  const target = tf.tensor2d([1, 2, 3, 4, 5, 6], [2, 3]);
  const prediction = tf.tensor2d([1, 0, 3, 1, 5, 6], [2, 3]);
  const loss = meanSquaredError({ target, prediction });
  expect(await loss.data()).toBeAllclose([(4 + 9) / 6]);
  await checkGradient({
    tf,
    inputs: [prediction, target],
    f: (p, t) => meanSquaredError({ prediction: p as tf.Tensor, target: t as tf.Tensor }),
  });
  await expectNoLeak(tf, () => meanSquaredError({ target, prediction }).dispose());
  tf.dispose([target, prediction, loss]);
});

test("binary cross-entropy is that of the sigmoid, finite for every logit", async () => {
  const logits = tf.tensor2d([0.3, -1.2, 2, 0], [2, 2]);
  const target = tf.tensor2d([1, 0, 0.25, 0.5], [2, 2]);
  const expected = await Promise.all([logits.data(), target.data()]).then(([l, t]) =>
    [...l].map((logit, i) => {
      const p = 1 / (1 + Math.exp(-logit));
      return -(t[i] as number) * Math.log(p) - (1 - (t[i] as number)) * Math.log(1 - p);
    }),
  );
  const loss = binaryCrossEntropy({ target, logits });
  expect(await loss.data()).toBeAllclose([expected.reduce((a, b) => a + b) / 4]);
  await checkGradient({
    tf,
    inputs: [logits, target],
    f: (l, t) => binaryCrossEntropy({ logits: l as tf.Tensor, target: t as tf.Tensor }),
  });
  const extreme = tf.tensor1d([-1000, 1000, -1000, 1000]);
  const other = tf.tensor1d([0, 1, 1, 0]);
  const far = binaryCrossEntropy({ logits: extreme, target: other });
  expect(await far.data()).toBeAllclose([500]);
  await expectNoLeak(tf, () => binaryCrossEntropy({ target, logits }).dispose());
  tf.dispose([logits, target, loss, extreme, other, far]);
});

test("tensors that would broadcast are refused", () => {
  const batch = tf.zeros([4, 3]);
  const row = tf.zeros([1, 3]);
  expect(() => meanSquaredError({ target: batch, prediction: row })).toThrow(ShapeError);
  expect(() => binaryCrossEntropy({ target: batch, logits: row })).toThrow(ShapeError);
  tf.dispose([batch, row]);
});
