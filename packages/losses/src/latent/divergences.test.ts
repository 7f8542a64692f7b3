import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  betaDivergence,
  capacityAt,
  capacityDivergence,
  freeBits,
  importanceWeightedBound,
  klBetweenCategoricals,
  klBetweenNormals,
  klToStandardNormal,
  klToUniform,
  type NormalPosterior,
  reparameterize,
} from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { logSum, mean, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const means = [
  [0.3, -1.1],
  [0.8, 0.05],
  [-0.4, 1.7],
];
const logVariances = [
  [0.2, -0.6],
  [-1, 0.1],
  [0.5, 0],
];

/** ∫ q (log q − log p) of two Gaussians, by a sum over a fine grid. */
function integrated(
  [m1, v1]: readonly [number, number],
  [m2, v2]: readonly [number, number] = [0, 0],
): number {
  const log = (x: number, m: number, v: number) =>
    -((x - m) ** 2 / Math.exp(v) + v + Math.log(2 * Math.PI)) / 2;
  let total = 0;
  for (let x = -20; x <= 20; x += 0.005) {
    const density = Math.exp(log(x, m1, v1));
    total += density * (log(x, m1, v1) - log(x, m2, v2)) * 0.005;
  }
  return total;
}

const ofCodes = means.map((row, i) => row.map((m, j) => integrated([m, logVariances[i]?.[j] as number])));
const ofSamples = mean(ofCodes.map(sum));
const inputs = () => [rows(means), rows(logVariances)];
const posterior = (mean: tf.Tensor | undefined, logVariance: tf.Tensor | undefined): NormalPosterior => ({
  mean: mean as tf.Tensor,
  logVariance: logVariance as tf.Tensor,
});

describe("of a Gaussian code", () => {
  it("the divergence is the integral", async () => {
    await expectLoss({
      loss: (m, v) => klToStandardNormal(posterior(m, v)),
      inputs: inputs(),
      value: ofSamples,
    });
  });

  it("of one sample that is the prior it is 0", async () => {
    const zero = tf.zeros([1, 3]);
    expect(await numbersOf(klToStandardNormal(posterior(zero, zero)))).toEqual([0]);
    zero.dispose();
  });

  it("β multiplies it", async () => {
    await expectLoss({
      loss: (m, v) => betaDivergence({ ...posterior(m, v), beta: 4 }),
      inputs: inputs(),
      value: 4 * ofSamples,
      atol: 1e-2,
    });
  });

  it("a capacity draws it from either side", async () => {
    for (const capacity of [ofSamples - 0.5, ofSamples + 0.5])
      await expectLoss({
        loss: (m, v) => capacityDivergence({ ...posterior(m, v), capacity, weight: 3 }),
        inputs: inputs(),
        value: 1.5,
        atol: 1e-2,
      });
    expect([0, 5, 10, 20].map((step) => capacityAt({ step, steps: 10, maximum: 25 }))).toEqual([
      0, 12.5, 25, 25,
    ]);
  });

  it("free bits cost the same below, and their gradient is 0 there", async () => {
    const perCode = [0, 1].map((j) => mean(ofCodes.map((row) => row[j] as number)));
    const bits = mean(perCode);
    expect(Math.min(...perCode)).toBeLessThan(bits);
    await expectLoss({
      loss: (m, v) => freeBits({ ...posterior(m, v), bits }),
      inputs: inputs(),
      value: sum(perCode.map((kl) => Math.max(bits, kl))),
    });
  });

  it("two Gaussians diverge by their integral", async () => {
    const other = [someValues([3, 2], 4), tf.tidy(() => tf.mul(someValues([3, 2], 5), 0.5))] as const;
    const [m2, v2] = [(await other[0].array()) as number[][], (await other[1].array()) as number[][]];
    await expectLoss({
      loss: (a, b, c, d) => klBetweenNormals({ from: posterior(a, b), to: posterior(c, d) }),
      inputs: [...inputs(), ...other],
      value: mean(
        means.map((row, i) =>
          sum(
            row.map((m, j) =>
              integrated([m, logVariances[i]?.[j] as number], [m2[i]?.[j] as number, v2[i]?.[j] as number]),
            ),
          ),
        ),
      ),
    });
  });

  it("a draw is the mean moved by the noise", async () => {
    const noise = rows([
      [1, -1],
      [0, 2],
      [0.5, 0.5],
    ]);
    const [m, v] = inputs();
    const drawn = reparameterize({ ...posterior(m, v), noise });
    expect(await numbersOf(drawn)).toBeAllclose(
      means.flatMap((row, i) =>
        row.map(
          (value, j) =>
            value +
            Math.exp((logVariances[i]?.[j] as number) / 2) * ([1, -1, 0, 2, 0.5, 0.5][2 * i + j] as number),
        ),
      ),
    );
    tf.dispose([m, v] as tf.Tensor[]);
    await expectLoss({
      loss: (a, b) => tf.tidy(() => tf.sum(tf.square(reparameterize({ ...posterior(a, b), noise })))),
      inputs: inputs(),
      fixed: [noise],
    });
  });

  it("shapes and numbers that do not fit are refused", () => {
    const [two, three, flat] = [tf.zeros([3, 2]), tf.zeros([3, 3]), tf.zeros([3])];
    const [bad, good] = [posterior(two, three), posterior(two, two)];
    expect(() => klToStandardNormal(bad)).toThrow("received [3,2] and [3,3]");
    expect(() => klToStandardNormal(posterior(flat, flat))).toThrow("[batch, codes], received [3]");
    expect(() => betaDivergence({ ...bad, beta: 1 })).toThrow(ShapeError);
    expect(() => betaDivergence({ ...good, beta: -1 })).toThrow("received -1");
    expect(() => capacityDivergence({ ...bad, capacity: 1 })).toThrow(ShapeError);
    expect(() => capacityDivergence({ ...good, capacity: -2 })).toThrow("received -2");
    expect(() => capacityAt({ step: 1, steps: 0, maximum: 1 })).toThrow(ConfigInvalidError);
    expect(() => freeBits({ ...bad, bits: 1 })).toThrow(ShapeError);
    expect(() => freeBits({ ...good, bits: Number.NaN })).toThrow("received NaN");
    expect(() => klBetweenNormals({ from: good, to: posterior(three, three) })).toThrow("[3,2] and [3,3]");
    expect(() => reparameterize({ ...good, noise: three })).toThrow("[3,2] and [3,3]");
    tf.dispose([two, three, flat]);
  });
});

describe("of a categorical code", () => {
  const [first, second] = [
    [
      [1, -0.5, 0.3],
      [0.2, 0.9, -1],
    ],
    [
      [0.1, 0.1, 0.7],
      [-1, 0, 1],
    ],
  ];
  const logs = (logits: number[]) => logits.map((value) => value - logSum(logits));

  it("divergences are sums over categories", async () => {
    await expectLoss({
      loss: (l) => klToUniform(l as tf.Tensor),
      inputs: [rows(first as number[][])],
      value: mean(
        (first as number[][]).map((row) => sum(logs(row).map((log) => Math.exp(log) * (log + Math.log(3))))),
      ),
    });
    await expectLoss({
      loss: (a, b) => klBetweenCategoricals({ from: a as tf.Tensor, to: b as tf.Tensor }),
      inputs: [rows(first as number[][]), rows(second as number[][])],
      value: mean(
        (first as number[][]).map((row, i) => {
          const other = logs((second as number[][])[i] as number[]);
          return sum(logs(row).map((log, j) => Math.exp(log) * (log - (other[j] as number))));
        }),
      ),
    });
  });

  it("stay finite for a category that is certain: log 3", async () => {
    const certain = rows([[1e4, 0, -1e4]]);
    expect(await numbersOf(klToUniform(certain))).toBeAllclose([Math.log(3)]);
    const [flat, other] = [tf.zeros([3]), tf.zeros([2, 3])];
    expect(() => klToUniform(flat)).toThrow("[batch, categories], received [3]");
    expect(() => klBetweenCategoricals({ from: certain, to: other })).toThrow("[1,3] and [2,3]");
    tf.dispose([certain, flat, other]);
  });
});

describe("importanceWeightedBound", () => {
  it("is −log of the mean weight", async () => {
    const weights = [
      [-1, 0.5, 2],
      [0.3, 0.2, -4],
    ];
    await expectLoss({
      loss: (w) => importanceWeightedBound(w as tf.Tensor),
      inputs: [rows(weights)],
      value: -mean(weights.map((row) => Math.log(mean(row.map(Math.exp))))),
    });
  });

  it("of one draw is the VAE's bound, far from 0 too; other ranks are refused", async () => {
    const [far, flat] = [rows([[-1e4], [-2e4]]), tf.zeros([2])];
    expect(await numbersOf(importanceWeightedBound(far))).toBeAllclose([1.5e4]);
    expect(() => importanceWeightedBound(flat)).toThrow("[batch, draws], received [2]");
    tf.dispose([far, flat]);
  });
});
