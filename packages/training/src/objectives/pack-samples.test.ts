import * as tf from "@tensorflow/tfjs";
import { expect, it } from "vitest";
import { packSamples } from "./pack-samples.ts";

it("puts the samples of a pack side by side in channels, and points one after another", () => {
  const images = tf.tensor4d(
    Array.from({ length: 4 * 2 * 1 * 3 }, (_, i) => i),
    [4, 2, 1, 3],
  );
  const packed = packSamples(images, 2);
  expect(packed.shape).toEqual([2, 2, 1, 6]);
  expect(packed.arraySync()).toEqual([
    [[[0, 1, 2, 6, 7, 8]], [[3, 4, 5, 9, 10, 11]]],
    [[[12, 13, 14, 18, 19, 20]], [[15, 16, 17, 21, 22, 23]]],
  ]);
  const points = packSamples(tf.tensor2d([1, 2, 3, 4, 5, 6, 7, 8], [4, 2]), 2);
  expect(points.arraySync()).toEqual([
    [1, 2, 3, 4],
    [5, 6, 7, 8],
  ]);
  expect(packSamples(images, 1)).toBe(images);
});
