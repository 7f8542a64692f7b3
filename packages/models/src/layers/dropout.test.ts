import { ConfigInvalidError, Random } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { Dropout, OneHot } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

test("dropout drops the stated share, keeps the mean, and draws a new mask each time", async () => {
  const layer = new Dropout({ rate: 0.25, name: "dropout" });
  const x = tf.ones([200, 50]);
  const random = Random.fromSeed(1);
  const run = (from: Random) => layer.apply(x, { training: true, random: from }) as tf.Tensor;
  const [first, second, repeated] = [run(random), run(random), run(Random.fromSeed(1))];
  const values = [...(await first.data())];
  expect(new Set(values)).toEqual(new Set([0, Math.fround(4 / 3)]));
  expect(values.filter((value) => value === 0).length / values.length).toBeCloseTo(0.25, 1);
  expect(await second.data()).not.toEqual(await first.data());
  expect(await repeated.data()).toEqual(await first.data());
  await expectNoLeak(tf, () => run(random).dispose());
  tf.dispose([x, first, second, repeated]);
});

test("dropout does nothing outside training, and says what it misses in training", async () => {
  const layer = new Dropout({ rate: 0.5, name: "dropout" });
  const x = tf.tensor1d([1, 2]);
  const y = layer.apply(x, { training: false }) as tf.Tensor;
  expect([...(await y.data())]).toEqual([1, 2]);
  expect(() => layer.apply(x, { training: true })).toThrow(ConfigInvalidError);
  tf.dispose([x, y]);
});

test("one-hot marks the class, and nothing for a number outside the classes", async () => {
  const layer = new OneHot({ classes: 3, name: "class" });
  const labels = tf.tensor2d([2, 0, 3, -1], [4, 1], "int32");
  const y = layer.apply(labels) as tf.Tensor;
  expect(y.dtype).toBe("float32");
  expect([...(await y.data())]).toEqual([0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0]);
  await expectNoLeak(tf, () => (layer.apply(labels) as tf.Tensor).dispose());
  tf.dispose([labels, y]);
});
