import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { checkGradient, eachBackend, expectNoLeak } from "./index.ts";

test("toBeAllclose accepts within the tolerance and refuses beyond it, other counts and NaN", () => {
  expect([1, [2, 3]]).toBeAllclose(Float32Array.of(1, 2, 3));
  expect({ data: [1.009], shape: [1] }).toBeAllclose([1], { rtol: 0.01 });
  expect([1.011]).not.toBeAllclose([1], { rtol: 0.01, atol: 0 });
  expect([1]).not.toBeAllclose([1, 1]);
  expect([Number.NaN]).not.toBeAllclose([0]);
  expect([0]).not.toBeAllclose([Number.NaN]);
  expect([Number.NaN, Infinity]).toBeAllclose([Number.NaN, Infinity]);
});

eachBackend(
  async (name) => {
    tf.env().set("PROD", true);
    await tf.setBackend(name);
    return undefined;
  },
  ["cpu"],
  (name) => {
    test("the backend is the one asked for", () => expect(tf.getBackend()).toBe(name));

    test("checkGradient accepts a right gradient and refuses a wrong one", async () => {
      const x = tf.tensor2d([0.5, -1, 2, 0.1], [2, 2]);
      const w = tf.tensor2d([1, 2, -1, 0.5], [2, 2]);
      await checkGradient({
        tf,
        f: (a, b) => tf.sum(tf.square(tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D))),
        inputs: [x, w],
      });
      const wrong = tf.customGrad((a) => ({ value: tf.square(a as tf.Tensor), gradFunc: (dy) => dy }));
      await expect(
        checkGradient({ tf, f: (a) => tf.sum(wrong(a as tf.Tensor)), inputs: [x] }),
      ).rejects.toThrow("differ");
      tf.dispose([x, w]);
    });

    test("expectNoLeak sees one tensor", async () => {
      const kept: tf.Tensor[] = [];
      await expect(expectNoLeak(tf, () => kept.push(tf.scalar(1)))).rejects.toThrow();
      tf.dispose(kept);
      await expectNoLeak(tf, () => tf.tidy(() => void tf.scalar(1)));
    });
  },
);
