import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { structuralDissimilarity, structuralSimilarity } from "../index.ts";
import { expectLoss, numbersOf, someValues } from "../testdata/expect-loss.ts";
import { mean } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** Window by window, over every channel of one image of [height, width, channels]. */
function plainSimilarity(
  x: readonly number[],
  y: readonly number[],
  [height, width, channels]: [number, number, number],
  size: number,
): number {
  const found: number[] = [];
  for (let channel = 0; channel < channels; channel++)
    for (let top = 0; top + size <= height; top++)
      for (let left = 0; left + size <= width; left++) {
        const places = Array.from(
          { length: size * size },
          (_, i) => ((top + Math.floor(i / size)) * width + left + (i % size)) * channels + channel,
        );
        const [a, b] = [x, y].map((values) => places.map((at) => values[at] as number)) as [
          number[],
          number[],
        ];
        const [ma, mb] = [mean(a), mean(b)];
        const va = mean(a.map((v) => (v - ma) ** 2));
        const vb = mean(b.map((v) => (v - mb) ** 2));
        const cov = mean(a.map((v, i) => (v - ma) * ((b[i] as number) - mb)));
        found.push(
          ((2 * ma * mb + 1e-4) * (2 * cov + 9e-4)) / ((ma * ma + mb * mb + 1e-4) * (va + vb + 9e-4)),
        );
      }
  return mean(found);
}

it("is the mean over windows, channel by channel, of images that are not square", async () => {
  const shape = [1, 5, 4, 2];
  const [x, y] = [someValues(shape), someValues(shape, 1)];
  const [a, b] = [Array.from(await x.data()), Array.from(await y.data())];
  await expectLoss({
    loss: (p, t) =>
      structuralSimilarity({
        prediction: p as tf.Tensor,
        target: t as tf.Tensor,
        window: { kind: "uniform", size: 3 },
      }),
    inputs: [x, y],
    value: plainSimilarity(a, b, [5, 4, 2], 3),
  });
});

it("is 1 for equal images, through the usual window", async () => {
  const images = someValues([2, 12, 13, 1]);
  expect((await numbersOf(structuralSimilarity({ target: images, prediction: images })))[0]).toBeCloseTo(
    1,
    5,
  );
  expect((await numbersOf(structuralDissimilarity({ target: images, prediction: images })))[0]).toBeCloseTo(
    0,
    5,
  );
  images.dispose();
});

it("refuses images that are smaller than the window, differ or are none", () => {
  const [small, other, flat] = [tf.zeros([1, 8, 8, 1]), tf.zeros([1, 8, 9, 1]), tf.zeros([8, 8])];
  const compare = (target: tf.Tensor, prediction: tf.Tensor) => () =>
    structuralSimilarity({ target, prediction });
  expect(compare(small, small)).toThrow("at least 11 × 11 pixels for a window of 11, received 8 × 8");
  expect(compare(small, other)).toThrow("[1,8,8,1] and [1,8,9,1]");
  expect(compare(flat, flat)).toThrow(ShapeError);
  tf.dispose([small, other, flat]);
});

it("refuses windows and ranges that cannot be used", () => {
  const target = tf.zeros([1, 8, 8, 1]);
  const given = { target, prediction: target };
  expect(() => structuralSimilarity({ ...given, window: { kind: "uniform", size: 2.5 } })).toThrow(
    ConfigInvalidError,
  );
  expect(() =>
    structuralSimilarity({ ...given, window: { kind: "gaussian", size: 3, standardDeviation: 0 } }),
  ).toThrow(ConfigInvalidError);
  expect(() => structuralSimilarity({ ...given, window: { kind: "uniform", size: 3 }, range: 0 })).toThrow(
    "received 0",
  );
  target.dispose();
});
