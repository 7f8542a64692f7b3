import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { applyModel, disposeModel, loadDigitClassifier, parameterCount } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

test("the shipped classifier loads, keeps to its budget, and gives logits and non-negative features", async () => {
  const { model, sha256 } = await loadDigitClassifier();
  expect(sha256).toMatch(/^[0-9a-f]{64}$/);
  expect(parameterCount(model)).toBeLessThan(110_000);
  const images = tf.fill([2, 28, 28, 1], 0.5);
  const [logits, features] = applyModel(model, images, { training: false }) as [tf.Tensor, tf.Tensor];
  expect([logits.shape, features.shape]).toEqual([
    [2, 10],
    [2, 64],
  ]);
  expect(Math.min(...(await features.data()))).toBeGreaterThanOrEqual(0);
  expect(new Set(await logits.data()).size).toBeGreaterThan(5);
  tf.dispose([images, logits, features]);
  disposeModel(model);
});
