import { ConfigInvalidError, type LatentSpec } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { latentTensors } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const spec: LatentSpec = {
  parts: [
    { kind: "noise", name: "noise", size: 2, prior: "normal" },
    { kind: "label", name: "label", classes: 3, distribution: [0.2, 0.3, 0.5] },
  ],
};
const inputs = [
  { name: "noise", shape: [2], dtype: "float32" },
  { name: "label", shape: [1], dtype: "int32" },
] as const;
const run = (labels: readonly number[]) =>
  latentTensors(
    { z: { data: new Float32Array(4), shape: [2, 2] }, labels: Int32Array.from(labels) },
    { spec, inputs },
  );

test("a label that is no class is refused with its number, its place and the range", () => {
  expect(() => run([2, 3])).toThrow(ConfigInvalidError);
  expect(() => run([2, 3])).toThrow("from 0 to 2, received 3 at place 1");
  expect(() => run([-1, 0])).toThrow("received -1 at place 0");
});

test("labels stand beside the noise", async () => {
  const [noise, label] = run([2, 0]) as [tf.Tensor, tf.Tensor];
  expect(noise.shape).toEqual([2, 2]);
  expect([...(await label.data())]).toEqual([2, 0]);
});
