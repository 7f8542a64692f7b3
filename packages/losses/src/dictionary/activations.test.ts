import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  activeFeatures,
  activeFeaturesLoss,
  batchTopKActivations,
  gatedActivations,
  jumpRelu,
  nextThreshold,
  topKActivations,
} from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const before = [
  [0.5, -0.2, 1.5, 0.9],
  [-1, -2, -0.5, 0.3],
];

describe("topKActivations", () => {
  it("keeps the k largest of each sample where they are positive", async () => {
    const preActivations = rows(before);
    expect(await numbersOf(topKActivations({ preActivations, k: 2 }))).toBeAllclose([
      0, 0, 1.5, 0.9, 0, 0, 0, 0.3,
    ]);
    expect(await numbersOf(topKActivations({ preActivations, k: 4 }))).toBeAllclose([
      0.5, 0, 1.5, 0.9, 0, 0, 0, 0.3,
    ]);
    const scores = rows([
      [9, 0, 0, 0],
      [0, 0, 0, 9],
    ]);
    expect(await numbersOf(topKActivations({ preActivations, k: 1, scores }))).toBeAllclose([
      0.5, 0, 0, 0, 0, 0, 0, 0.3,
    ]);
    await expectNoLeak(tf, () => topKActivations({ preActivations, k: 2 }).dispose());
    tf.dispose([preActivations, scores]);
  });

  it("has gradients where it is active", async () => {
    await expectLoss({
      loss: (p) =>
        tf.tidy(() => tf.sum(tf.square(topKActivations({ preActivations: p as tf.Tensor, k: 2 })))),
      inputs: [rows(before)],
      value: 2.25 + 0.81 + 0.09,
    });
  });

  it("refuses a k that is none, and scores of another shape", () => {
    const [preActivations, scores] = [rows(before), tf.zeros([2, 3])];
    for (const k of [0, 5, 1.5, Number.NaN])
      expect(() => topKActivations({ preActivations, k })).toThrow(`an integer from 1 to 4, received ${k}`);
    expect(() => topKActivations({ preActivations, k: 1, scores })).toThrow("[2,4] and [2,3]");
    expect(() => topKActivations({ preActivations: tf.zeros([4]), k: 1 })).toThrow(ShapeError);
    tf.dispose([preActivations, scores]);
  });
});

describe("batchTopKActivations", () => {
  it("keeps the largest of the whole batch, fractions rounded down", async () => {
    const preActivations = rows(before);
    expect(await numbersOf(batchTopKActivations({ preActivations, k: 1.5 }))).toBeAllclose([
      0.5, 0, 1.5, 0.9, 0, 0, 0, 0,
    ]);
    expect(await numbersOf(batchTopKActivations({ preActivations, k: 1 }))).toBeAllclose([
      0, 0, 1.5, 0.9, 0, 0, 0, 0,
    ]);
    expect(await numbersOf(batchTopKActivations({ preActivations, k: 4 }))).toBeAllclose([
      0.5, 0, 1.5, 0.9, 0, 0, 0, 0.3,
    ]);
    await expectNoLeak(tf, () => batchTopKActivations({ preActivations, k: 1 }).dispose());
    for (const k of [0.4, 5, Number.NaN])
      expect(() => batchTopKActivations({ preActivations, k })).toThrow(ConfigInvalidError);
    expect(() => batchTopKActivations({ preActivations, k: 5 })).toThrow(
      "from 1 to 8 activations of the batch, received k 5, which keeps 10",
    );
    preActivations.dispose();
  });

  it("has gradients where it is active", async () => {
    await expectLoss({
      loss: (p) =>
        tf.tidy(() => tf.sum(tf.square(batchTopKActivations({ preActivations: p as tf.Tensor, k: 1 })))),
      inputs: [rows(before)],
      value: 2.25 + 0.81,
    });
  });

  it("its threshold follows the smallest positive activation, and stays without one", async () => {
    const [some, none] = [
      rows([
        [0, 0.4],
        [0.9, 0],
      ]),
      tf.zeros([2, 2]),
    ];
    expect(await numbersOf(nextThreshold({ activations: some, threshold: 0.2, rate: 0.5 }))).toBeAllclose([
      0.3,
    ]);
    const threshold = tf.scalar(0.2);
    expect(await numbersOf(nextThreshold({ activations: none, threshold }))).toBeAllclose([0.2]);
    await expectNoLeak(tf, () => nextThreshold({ activations: some, threshold }).dispose());
    expect(() => nextThreshold({ activations: some, threshold, rate: 2 })).toThrow("received 2");
    tf.dispose([some, none, threshold]);
  });
});

describe("jumpRelu", () => {
  const input = () => ({
    preActivations: rows([[0.6, 0.45, 0.2, 2]]),
    threshold: rows([0.5, 0.5, 0.5, 0.5]),
  });

  const gradients = (
    loss: (preActivations: tf.Tensor, threshold: tf.Tensor) => tf.Tensor,
  ): Promise<number[][]> => {
    const { preActivations, threshold } = input();
    const cotangent = rows([1, 10, 100, 1000]);
    const { value, grads } = tf.valueAndGrads((p: tf.Tensor, t: tf.Tensor) =>
      tf.sum(tf.mul(loss(p, t), cotangent)),
    )([preActivations, threshold]);
    tf.dispose([value, preActivations, threshold, cotangent]);
    return Promise.all(grads.map(numbersOf));
  };

  it("keeps what exceeds its threshold, and counts it", async () => {
    const given = { ...input(), bandwidth: 0.4 };
    expect(await numbersOf(jumpRelu(given))).toBeAllclose([0.6, 0, 0, 2]);
    expect(await numbersOf(activeFeatures(given))).toEqual([2]);
    await expectNoLeak(tf, () => tf.dispose([jumpRelu(given), activeFeatures(given)]));
    tf.dispose([given.preActivations, given.threshold]);
  });

  it("moves thresholds that are near, by the width of the band", async () => {
    const bandwidth = 0.4;
    const [line, toThreshold] = await gradients((p, t) =>
      jumpRelu({ preActivations: p, threshold: t, bandwidth }),
    );
    expect(line).toBeAllclose([1, 0, 0, 1000]);
    expect(toThreshold).toBeAllclose([-0.5 / 0.4, (-10 * 0.5) / 0.4, 0, 0]);
    const [jump] = await gradients((p, t) =>
      jumpRelu({ preActivations: p, threshold: t, bandwidth, jumpGradient: true }),
    );
    expect(jump).toBeAllclose([1 + 0.5 / 0.4, (10 * 0.5) / 0.4, 0, 1000]);
  });

  it("counts move thresholds, too", async () => {
    const count = (jumpGradient: boolean) =>
      gradients((p, t) =>
        tf.mul(
          activeFeatures({ preActivations: p, threshold: t, bandwidth: 0.4, jumpGradient }),
          tf.ones([4]),
        ),
      );
    // The cotangents of all four are summed, as the count goes to each.
    expect(await count(false)).toBeAllclose([
      [0, 0, 0, 0],
      [-1111 / 0.4, -1111 / 0.4, 0, 0],
    ]);
    expect(await count(true)).toBeAllclose([
      [1111 / 0.4, 1111 / 0.4, 0, 0],
      [-1111 / 0.4, -1111 / 0.4, 0, 0],
    ]);
  });

  it("its sparsity is the count, or half of the squared distance from a target", async () => {
    const given = {
      preActivations: rows([
        [1, 1, 0],
        [1, 0, 0],
      ]),
      threshold: rows([0.5, 0.5, 0.5]),
      bandwidth: 1.2,
    };
    expect(await numbersOf(activeFeaturesLoss(given))).toEqual([1.5]);
    expect(await numbersOf(activeFeaturesLoss({ ...given, target: 0 }))).toEqual([(4 + 1) / 4]);
    await expectNoLeak(tf, () => activeFeaturesLoss({ ...given, target: 1 }).dispose());
    const { value, grads } = tf.valueAndGrads((threshold: tf.Tensor) =>
      activeFeaturesLoss({ ...given, threshold, target: 1 }),
    )([given.threshold]);
    // Only the first sample is off, by one too many: all of its features are within the band.
    expect(await numbersOf(grads[0] as tf.Tensor)).toBeAllclose([-1 / 2.4, -1 / 2.4, -1 / 2.4]);
    tf.dispose([value, given.preActivations, given.threshold]);
  });

  it("refuses thresholds and bandwidths that do not fit", () => {
    const [preActivations, threshold] = [tf.zeros([2, 3]), tf.zeros([2])];
    const bad = { preActivations, threshold, bandwidth: 1 };
    expect(() => jumpRelu(bad)).toThrow("thresholds of shape [3], received [2]");
    expect(() => activeFeatures(bad)).toThrow("[3], received [2]");
    expect(() => activeFeaturesLoss(bad)).toThrow("[3], received [2]");
    expect(() => jumpRelu({ preActivations, threshold: tf.zeros([3]), bandwidth: 0 })).toThrow("received 0");
    tf.dispose([preActivations, threshold]);
  });
});

describe("gatedActivations", () => {
  it("lets magnitudes through open gates, whose gradient is 0", async () => {
    const [gate, magnitude] = [rows([[1, -1, 0.5, -2]]), rows([[2, 3, -4, 5]])];
    const { value, grads } = tf.valueAndGrads((g: tf.Tensor, m: tf.Tensor) =>
      tf.sum(tf.square(gatedActivations({ gate: g, magnitude: m }))),
    )([gate, magnitude]);
    expect(await numbersOf(value)).toEqual([4]);
    expect(await numbersOf(grads[0] as tf.Tensor)).toEqual([0, 0, 0, 0]);
    expect(await numbersOf(grads[1] as tf.Tensor)).toEqual([4, 0, 0, 0]);
    await expectNoLeak(tf, () => gatedActivations({ gate, magnitude }).dispose());
    const other = someValues([1, 3]);
    expect(() => gatedActivations({ gate, magnitude: other })).toThrow("[1,4] and [1,3]");
    tf.dispose([gate, magnitude, other]);
  });
});
