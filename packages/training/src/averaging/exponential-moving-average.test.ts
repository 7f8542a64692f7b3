import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { updateAverage } from "./exponential-moving-average.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const weights = (value: number) => new Map([["layer/kernel", tf.variable(tf.tensor1d([value, -value]))]]);

test.each([
  // Early steps keep (1 + step) / (10 + step), late ones the decay.
  [0, 0.9, 0.1 * 1 + 0.9 * 3],
  [1, 0.9, (2 / 11) * 1 + (9 / 11) * 3],
  [10_000, 0.9, 0.9 * 1 + 0.1 * 3],
  [10_000, 0, 3],
])("at step %d with decay %d the average keeps its share of itself", (step, decay, expected) => {
  const [averaged, current] = [weights(1), weights(3)];
  updateAverage(averaged, current, { decay, step });
  const [first, second] = averaged.get("layer/kernel")?.dataSync() ?? [];
  expect(first).toBeCloseTo(expected, 5);
  expect(second).toBeCloseTo(-expected, 5);
  expect([...(current.get("layer/kernel")?.dataSync() ?? [])]).toEqual([3, -3]);
  for (const each of [averaged, current]) tf.dispose([...each.values()]);
});

test("a weight without a current one is a fault", () => {
  const averaged = weights(1);
  expect(() => updateAverage(averaged, new Map(), { decay: 0.9, step: 1 })).toThrow(/layer\/kernel/);
  tf.dispose([...averaged.values()]);
});
