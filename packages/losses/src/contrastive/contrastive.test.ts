import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { normalizedTemperatureCrossEntropy, triplet } from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { logSum, mean } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("normalizedTemperatureCrossEntropy", () => {
  it("is the cross-entropy of the other view among all others", async () => {
    const [first, second] = [someValues([3, 2]), someValues([3, 2], 1)];
    const views = [...((await first.array()) as number[][]), ...((await second.array()) as number[][])];
    const cosine = (a: number[], b: number[]) =>
      ((a[0] as number) * (b[0] as number) + (a[1] as number) * (b[1] as number)) /
      (Math.hypot(...a) * Math.hypot(...b));
    const costs = views.map((view, i) => {
      const similarities = views.map((other) => cosine(view, other) / 0.7);
      return logSum(similarities.filter((_, j) => j !== i)) - (similarities[(i + 3) % 6] as number);
    });
    await expectLoss({
      loss: (a, b) =>
        normalizedTemperatureCrossEntropy({
          first: a as tf.Tensor,
          second: b as tf.Tensor,
          temperature: 0.7,
        }),
      inputs: [first, second],
      value: mean(costs),
      epsilon: 3e-3,
      atol: 5e-3,
    });
  });

  it("refuses one sample, other shapes, and temperatures that are not positive", () => {
    const [one, two, three] = [tf.zeros([1, 2]), tf.zeros([2, 2]), tf.zeros([3, 2])];
    const call = (first: tf.Tensor, second: tf.Tensor, temperature?: number) => () =>
      normalizedTemperatureCrossEntropy({
        first,
        second,
        ...(temperature === undefined ? {} : { temperature }),
      });
    expect(call(one, one)).toThrow("at least 2 samples, received 1");
    expect(call(two, three)).toThrow("[2,2] and [3,2]");
    expect(call(two, two, 0)).toThrow(ConfigInvalidError);
    tf.dispose([one, two, three]);
  });
});

describe("triplet", () => {
  it("is 0 beyond the margin and rises within it", async () => {
    const [anchor, positive, negative] = [
      rows([
        [0, 0],
        [0, 0],
      ]),
      rows([
        [3, 4],
        [1, 0],
      ]),
      rows([
        [0, 2],
        [0, 9],
      ]),
    ];
    expect((await numbersOf(triplet({ anchor, positive, negative })))[0]).toBeCloseTo((5 - 2 + 1 + 0) / 2, 5);
    await expectLoss({
      loss: (a, p, n) =>
        triplet({ anchor: a as tf.Tensor, positive: p as tf.Tensor, negative: n as tf.Tensor, margin: 2 }),
      inputs: [someValues([3, 2]), positive.concat(rows([[0.5, 0.6]])), negative.concat(rows([[0.2, 0.1]]))],
    });
    tf.dispose([anchor, positive, negative]);
  });

  it("has a finite gradient where all three are one", async () => {
    const gradient = tf.grad((a: tf.Tensor) => triplet({ anchor: a, positive: a, negative: a }));
    const point = tf.zeros([1, 2]);
    const found = gradient(point);
    expect(await numbersOf(found)).toEqual([0, 0]);
    point.dispose();
  });

  it("refuses what differs in shape", () => {
    const [two, one] = [tf.zeros([2, 2]), tf.zeros([1, 2])];
    expect(() => triplet({ anchor: two, positive: one, negative: two })).toThrow("[2,2] and [1,2]");
    expect(() => triplet({ anchor: two, positive: two, negative: one })).toThrow("[2,2] and [1,2]");
    tf.dispose([two, one]);
  });
});
