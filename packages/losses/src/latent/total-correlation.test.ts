import { ConfigInvalidError, Random } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  type AggregateEstimator,
  betaTotalCorrelation,
  decomposeDivergence,
  densityRatioDiscriminatorLoss,
  densityRatioTotalCorrelation,
  permuteDimensions,
} from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { logSum, mean, softplus, sum } from "../testdata/plain-numbers.ts";
import { logImportanceWeights } from "./importance-weights.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const [batch, width, datasetSize] = [4, 2, 50];

/** w of sample i and posterior j, as the definitions say it. */
function weight(estimator: AggregateEstimator, i: number, j: number): number {
  const others = batch - 1;
  if (estimator === "weighted") return 1 / (datasetSize * batch);
  if (i === j) return 1 / datasetSize;
  return j === (i + 1) % batch ? (datasetSize - others) / (datasetSize * others) : 1 / others;
}

async function plainParts(estimator: AggregateEstimator, tensors: readonly tf.Tensor[]) {
  const [m, v, z] = (await Promise.all(tensors.map((tensor) => tensor.array()))) as [
    number[][],
    number[][],
    number[][],
  ];
  const log = (i: number, j: number, d: number) => {
    const [mu, lv, x] = [m[j]?.[d], v[j]?.[d], z[i]?.[d]] as [number, number, number];
    return -((x - mu) ** 2 / Math.exp(lv) + lv + Math.log(2 * Math.PI)) / 2;
  };
  const [batchRange, codes] = [[...Array(batch).keys()], [...Array(width).keys()]];
  const parts = batchRange.map((i) => {
    const own = sum(codes.map((d) => log(i, i, d)));
    const w = (j: number) => Math.log(weight(estimator, i, j));
    const joint = logSum(batchRange.map((j) => w(j) + sum(codes.map((d) => log(i, j, d)))));
    const product = sum(codes.map((d) => logSum(batchRange.map((j) => w(j) + log(i, j, d)))));
    const prior = sum(codes.map((d) => -((z[i]?.[d] as number) ** 2 + Math.log(2 * Math.PI)) / 2));
    return [own - joint, joint - product, product - prior] as const;
  });
  return [0, 1, 2].map((part) => mean(parts.map((row) => row[part] as number))) as [number, number, number];
}

const inputs = () => [
  someValues([batch, width]),
  tf.tidy(() => tf.mul(someValues([batch, width], 1), 0.4)),
  someValues([batch, width], 2),
];

describe.each(["weighted", "stratified"] as const)("decomposeDivergence, %s", (estimator) => {
  it("has the parts that loops give, and weighs them with gradients", async () => {
    const given = inputs();
    const [mutual, total, dimensions] = await plainParts(estimator, given);
    const asInput = (m?: tf.Tensor, v?: tf.Tensor, z?: tf.Tensor) => ({
      ...{ mean: m as tf.Tensor, logVariance: v as tf.Tensor, codes: z as tf.Tensor },
      ...{ datasetSize, estimator },
    });
    const parts = decomposeDivergence(asInput(...given));
    expect((await numbersOf(parts.mutualInformation))[0]).toBeCloseTo(mutual, 4);
    expect((await numbersOf(parts.totalCorrelation))[0]).toBeCloseTo(total, 4);
    expect((await numbersOf(parts.dimensionWiseDivergence))[0]).toBeCloseTo(dimensions, 4);
    await expectLoss({
      loss: (m, v, z) =>
        betaTotalCorrelation({
          ...asInput(m, v, z),
          ...{ mutualInformationWeight: 0.5, totalCorrelationWeight: 3, dimensionWiseWeight: 0.2 },
        }),
      inputs: given,
      value: 0.5 * mutual + 3 * total + 0.2 * dimensions,
      atol: 1e-2,
    });
  });
});

it("the weights as published stand one column short", async () => {
  const [own, one, rest] = [1 / 50, 47 / 150, 1 / 3];
  const weights = logImportanceWeights({ estimator: "stratified-as-published", batch, datasetSize });
  expect((await numbersOf(weights)).map(Math.exp)).toBeAllclose([
    [own, one, rest, rest],
    [own, one, rest, rest],
    [one, one, rest, rest],
    [own, one, rest, rest],
  ]);
});

it("with equal weights the parts add up to log q(z | x) − log p(z)", async () => {
  const [m, v, z] = inputs() as [tf.Tensor, tf.Tensor, tf.Tensor];
  const given = { mean: m, logVariance: v, codes: z, datasetSize };
  const ones = { mutualInformationWeight: 1, totalCorrelationWeight: 1, dimensionWiseWeight: 1 };
  const [first, second] = await Promise.all(
    (["weighted", "stratified-as-published"] as const).map((estimator) =>
      numbersOf(betaTotalCorrelation({ ...given, ...ones, estimator })),
    ),
  );
  expect(first).toBeAllclose(second as number[], { rtol: 1e-4 });
  await expectNoLeak(tf, () => tf.dispose(Object.values(decomposeDivergence(given))));
  expect(() => decomposeDivergence({ ...given, datasetSize: 3 })).toThrow(
    "received a size of 3 and a batch of 4",
  );
  expect(() => decomposeDivergence({ ...given, datasetSize: Number.NaN })).toThrow(ConfigInvalidError);
  const [other, one] = [tf.zeros([3, 2]), tf.zeros([1, 2])];
  expect(() => decomposeDivergence({ ...given, codes: other })).toThrow("[4,2] and [3,2]");
  expect(() =>
    decomposeDivergence({ mean: one, logVariance: one, codes: one, datasetSize: 9, estimator: "stratified" }),
  ).toThrow("batch of 1");
  tf.dispose([m, v, z, other, one]);
});

describe("a classifier's density ratio", () => {
  it("is the mean of its logits, and is taught as classifiers are", async () => {
    const [codes, permuted] = [
      [0.4, -1],
      [2, 0.3],
    ] as const;
    await expectLoss({
      loss: (s) => densityRatioTotalCorrelation(s as tf.Tensor),
      inputs: [rows(codes)],
      value: -0.3,
    });
    await expectLoss({
      loss: (a, b) =>
        densityRatioDiscriminatorLoss({ codeScores: a as tf.Tensor, permutedScores: b as tf.Tensor }),
      inputs: [rows(codes), rows(permuted)],
      value: (mean(codes.map((s) => softplus(-s))) + mean(permuted.map(softplus))) / 2,
    });
    const wide = tf.zeros([2, 2]);
    expect(() => densityRatioTotalCorrelation(wide)).toThrow("received [2,2]");
    expect(() => densityRatioDiscriminatorLoss({ codeScores: wide, permutedScores: wide })).toThrow("[2,2]");
    wide.dispose();
  });

  it("permuted codes keep each column's values, in an order of its own", async () => {
    const codes = tf.tensor2d(
      Array.from({ length: 60 }, (_, i) => i),
      [20, 3],
    );
    const permuted = permuteDimensions({ codes, random: Random.fromSeed(4) });
    const again = permuteDimensions({ codes, random: Random.fromSeed(4) });
    expect(permuted.shape).toEqual([20, 3]);
    const columns = (await tf.transpose(permuted).array()) as number[][];
    const orders = columns.map((column, j) => column.map((value) => (value - j) / 3));
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual([...Array(20).keys()]);
    expect(orders[0]).not.toEqual(orders[1]);
    expect(orders[1]).not.toEqual(orders[2]);
    expect(await numbersOf(again)).toEqual(await numbersOf(permuted));
    await expectNoLeak(tf, () => permuteDimensions({ codes, random: Random.fromSeed(1) }).dispose());
    const flat = tf.zeros([3]);
    expect(() => permuteDimensions({ codes: flat, random: Random.fromSeed(1) })).toThrow("received [3]");
    tf.dispose([codes, flat]);
  });

  it("no gradient passes through permuted codes", async () => {
    const codes = someValues([3, 2]);
    const gradient = tf.grad((given: tf.Tensor) =>
      tf.sum(tf.square(permuteDimensions({ codes: given, random: Random.fromSeed(1) }))),
    )(codes);
    expect(await numbersOf(gradient)).toEqual([0, 0, 0, 0, 0, 0]);
    codes.dispose();
  });
});
