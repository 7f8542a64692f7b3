import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { geometricMedian } from "../index.ts";
import { numbersOf, rows } from "../testdata/expect-loss.ts";
import { sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("geometricMedian", () => {
  it("is the point with the least sum of distances, which one far sample cannot move", async () => {
    const samples = rows([
      [0, 0],
      [2, 0],
      [0, 2],
      [2, 2],
      [1, 1],
      [500, 500],
    ]);
    const median = await numbersOf(geometricMedian(samples, 300));
    const total = ([x, y]: readonly number[]) =>
      sum(
        [
          [0, 0],
          [2, 0],
          [0, 2],
          [2, 2],
          [1, 1],
          [500, 500],
        ].map(([a, b]) => Math.hypot((x as number) - (a as number), (y as number) - (b as number))),
      );
    for (const [dx, dy] of [
      [0.05, 0],
      [-0.05, 0],
      [0, 0.05],
      [0, -0.05],
    ] as const)
      expect(total([(median[0] as number) + dx, (median[1] as number) + dy])).toBeGreaterThan(total(median));
    await expectNoLeak(tf, () => geometricMedian(samples, 5).dispose());
    samples.dispose();
  });

  it("of one sample is that sample; a vector is refused", async () => {
    const [one, flat] = [rows([[3, -1]]), rows([1, 2])];
    expect(await numbersOf(geometricMedian(one))).toBeAllclose([3, -1]);
    expect(() => geometricMedian(flat)).toThrow("[samples, width], received [2]");
    tf.dispose([one, flat]);
  });
});
