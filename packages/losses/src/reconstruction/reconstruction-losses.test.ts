import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  binaryCrossEntropy,
  binaryCrossEntropyOfProbabilities,
  charbonnier,
  cosineDistance,
  gaussianNegativeLogLikelihood,
  gramMatrix,
  huber,
  logCosh,
  meanAbsoluteError,
  meanSquaredError,
  smoothL1,
  styleDistance,
} from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { mean, softplus, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

type Given = Parameters<typeof meanSquaredError>[0];

const predicted = [0.2, -1.4, 0.7, 2.1, -0.3, 0.9];
const wanted = [0.5, -0.1, 0.65, -0.4, 1.2, 1.0];
const errors = predicted.map((value, i) => value - (wanted[i] as number));

describe.each<[string, (given: Given) => tf.Tensor, (error: number) => number]>([
  ["meanSquaredError", meanSquaredError, (e) => e * e],
  ["meanAbsoluteError", meanAbsoluteError, Math.abs],
  [
    "huber",
    (given) => huber({ ...given, delta: 0.5 }),
    (e) => (Math.abs(e) <= 0.5 ? (e * e) / 2 : 0.5 * (Math.abs(e) - 0.25)),
  ],
  [
    "smoothL1",
    (given) => smoothL1({ ...given, beta: 0.5 }),
    (e) => (Math.abs(e) <= 0.5 ? e * e : Math.abs(e) - 0.25),
  ],
  ["charbonnier", (given) => charbonnier({ ...given, epsilon: 0.1 }), (e) => Math.hypot(e, 0.1)],
  ["logCosh", logCosh, (e) => Math.log(Math.cosh(e))],
])("%s", (_, loss, cost) => {
  const reduced = {
    mean: mean(errors.map(cost)),
    sum: sum(errors.map(cost)),
    "batch-mean": sum(errors.map(cost)) / 2,
  };

  it.each(["mean", "sum", "batch-mean"] as const)(
    "has the value and the gradient of its formula: %s",
    async (reduction) => {
      await expectLoss({
        loss: (p, t) => loss({ prediction: p as tf.Tensor, target: t as tf.Tensor, reduction }),
        inputs: [
          rows([predicted.slice(0, 3), predicted.slice(3)]),
          rows([wanted.slice(0, 3), wanted.slice(3)]),
        ],
        value: reduced[reduction],
      });
    },
  );

  it("is 0 where nothing differs, and finite where much does", async () => {
    const [same, far] = [rows([1, -2]), rows([1e4, -1e4])];
    expect((await numbersOf(loss({ prediction: same, target: same })))[0]).toBeLessThan(0.11);
    expect(Number.isFinite((await numbersOf(loss({ prediction: far, target: same })))[0])).toBe(true);
    tf.dispose([same, far]);
  });

  it("refuses what would be broadcast", () => {
    const [batch, row] = [tf.zeros([4, 3]), tf.zeros([1, 3])];
    expect(() => loss({ prediction: batch, target: row })).toThrow("received [1,3] and [4,3]");
    tf.dispose([batch, row]);
  });
});

it("numbers that make no loss are refused", () => {
  const target = tf.zeros([2]);
  const given = { target, prediction: target };
  expect(() => huber({ ...given, delta: 0 })).toThrow(ConfigInvalidError);
  expect(() => smoothL1({ ...given, beta: -1 })).toThrow("above 0, received -1");
  expect(() => charbonnier({ ...given, epsilon: Number.NaN })).toThrow("received NaN");
  target.dispose();
});

describe("binary cross-entropy", () => {
  const targets = [1, 0, 0.25, 0.5, 1, 0];

  it("weights what is positive, value by value", async () => {
    const weights = [2, 0.5, 3];
    const costs = predicted.map(
      (l, i) =>
        (weights[i % 3] as number) * (targets[i] as number) * softplus(-l) +
        (1 - (targets[i] as number)) * softplus(l),
    );
    const [target, positiveWeight] = [tf.tensor(targets, [2, 3]), rows(weights)];
    await expectLoss({
      loss: (logits) => binaryCrossEntropy({ logits: logits as tf.Tensor, target, positiveWeight }),
      inputs: [tf.tensor(predicted, [2, 3])],
      fixed: [target, positiveWeight],
      value: mean(costs),
    });
  });

  it("refuses weights of another width", () => {
    const [logits, positiveWeight] = [tf.zeros([2, 3]), tf.ones([2])];
    expect(() => binaryCrossEntropy({ logits, target: logits, positiveWeight })).toThrow(
      "expected weights of shape [3], received [2]",
    );
    tf.dispose([logits, positiveWeight]);
  });

  it("of probabilities is that of their logits", async () => {
    const probabilities = [0.9, 0.2, 0.35, 0.6, 0.75, 0.1];
    const costs = probabilities.map(
      (p, i) => -(targets[i] as number) * Math.log(p) - (1 - (targets[i] as number)) * Math.log(1 - p),
    );
    const target = tf.tensor(targets, [2, 3]);
    await expectLoss({
      loss: (p) => binaryCrossEntropyOfProbabilities({ prediction: p as tf.Tensor, target }),
      inputs: [tf.tensor(probabilities, [2, 3])],
      fixed: [target],
      value: mean(costs),
    });
  });

  it("of probabilities 0 and 1 is finite, right or wrong", async () => {
    const [prediction, target] = [rows([0, 1, 0, 1]), rows([0, 1, 1, 0])];
    const [loss] = await numbersOf(binaryCrossEntropyOfProbabilities({ prediction, target }));
    expect(loss).toBeGreaterThan(7.5);
    expect(loss).toBeLessThan(8.2);
    const short = tf.zeros([3]);
    expect(() => binaryCrossEntropyOfProbabilities({ prediction, target: short })).toThrow(ShapeError);
    tf.dispose([prediction, target, short]);
  });
});

describe("cosineDistance", () => {
  it("is 0, 1 and 2 for the same, a right angle and the opposite, whatever the lengths", async () => {
    const target = rows([[1, 0]]);
    for (const [direction, distance] of [
      [[5, 0], 0],
      [[0, 0.1], 1],
      [[-3, 0], 2],
      [[0, 0], 1],
    ] as const) {
      const prediction = rows([[...direction]]);
      expect((await numbersOf(cosineDistance({ target, prediction })))[0]).toBeCloseTo(distance, 5);
      prediction.dispose();
    }
    target.dispose();
  });

  it("has the gradient of its formula, and refuses what differs in shape", async () => {
    await expectLoss({
      loss: (p, t) => cosineDistance({ prediction: p as tf.Tensor, target: t as tf.Tensor }),
      inputs: [someValues([2, 3]), someValues([2, 3], 1)],
    });
    const [one, two] = [tf.zeros([2, 3]), tf.zeros([3, 2])];
    expect(() => cosineDistance({ prediction: one, target: two })).toThrow("received [3,2] and [2,3]");
    tf.dispose([one, two]);
  });
});

describe("gaussianNegativeLogLikelihood", () => {
  it("is that of the density, per sample", async () => {
    const variances = [0.3, -0.5, 0.1, 1, 0, -1];
    const costs = errors.map((e, i) => {
      const variance = Math.exp(variances[i] as number);
      return -Math.log(Math.exp((-e * e) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance));
    });
    const target = tf.tensor(wanted, [2, 3]);
    await expectLoss({
      loss: (m, v) =>
        gaussianNegativeLogLikelihood({ target, mean: m as tf.Tensor, logVariance: v as tf.Tensor }),
      inputs: [tf.tensor(predicted, [2, 3]), tf.tensor(variances, [2, 3])],
      fixed: [target],
      value: sum(costs) / 2,
    });
  });

  it("has a variance of 1 where none is given, and refuses one of another shape", async () => {
    const [target, given, logVariance] = [rows(wanted), rows(predicted), tf.zeros([5])];
    const loss = gaussianNegativeLogLikelihood({ target, mean: given, reduction: "sum" });
    expect((await numbersOf(loss))[0]).toBeCloseTo(
      sum(errors.map((e) => (e * e + Math.log(2 * Math.PI)) / 2)),
      4,
    );
    expect(() => gaussianNegativeLogLikelihood({ target, mean: given, logVariance })).toThrow("[6] and [5]");
    tf.dispose([target, given, logVariance]);
  });
});

describe("gramMatrix", () => {
  it("holds products of channels over all places", async () => {
    const features = tf.tensor([1, 2, 3, 4, 5, 6, 7, 8], [1, 2, 2, 2]);
    expect(await numbersOf(gramMatrix(features))).toEqual([84 / 8, 100 / 8, 100 / 8, 120 / 8]);
    features.dispose();
  });

  it("gives a distance of styles that does not see places", async () => {
    const features = someValues([1, 2, 2, 3]);
    const turned = tf.reverse(features, [1, 2]);
    expect((await numbersOf(styleDistance({ target: features, prediction: turned })))[0]).toBeCloseTo(0, 6);
    tf.dispose([features, turned]);
    await expectLoss({
      loss: (p, t) => styleDistance({ prediction: p as tf.Tensor, target: t as tf.Tensor }),
      inputs: [someValues([2, 2, 2, 2]), someValues([2, 2, 2, 2], 3)],
    });
  });

  it("refuses anything but features of images", () => {
    const flat = tf.zeros([2, 8]);
    expect(() => gramMatrix(flat)).toThrow("[batch, height, width, channels], received [2,8]");
    expect(() => styleDistance({ target: flat, prediction: flat })).toThrow(ShapeError);
    flat.dispose();
  });
});
