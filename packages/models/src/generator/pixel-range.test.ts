import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { fromModelRange, toModelRange } from "./pixel-range.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const values = (x: tf.Tensor) => [...x.dataSync()];

test.each([
  [[-1, 1] as const, [-1, -0.5, 1]],
  [[0, 255] as const, [0, 63.75, 255]],
  [[0, 1] as const, [0, 0.25, 1]],
  [undefined, [0, 0.25, 1]],
])("black is the lower end of %j, white the upper, and back", (range, expected) => {
  tf.tidy(() => {
    const images = tf.tensor1d([0, 0.25, 1]);
    const mapped = toModelRange(images, range);
    expect(values(mapped)).toEqual(expected);
    expect(values(fromModelRange(mapped, range))).toEqual([0, 0.25, 1]);
  });
});
