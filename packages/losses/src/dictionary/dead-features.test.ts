import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { deadFeaturesLoss, deadPreActivationLoss } from "../index.ts";
import { expectLoss, numbersOf, rows } from "../testdata/expect-loss.ts";
import { mean, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("deadFeaturesLoss", () => {
  const before = [
    [9, 0.4, 0.9, -0.5],
    [9, -0.3, -0.2, 0.6],
  ];
  const width = [
    [8, 8],
    [1, 0],
    [0, 1],
    [1, 1],
  ];
  const errors = [
    [1, 2],
    [-1, 0.5],
  ];
  const distance = (made: number[][]) =>
    mean(made.map((row, i) => sum(row.map((value, j) => (value - (errors[i]?.[j] as number)) ** 2))));

  it("by share, takes the largest dead pre-activations as they are", async () => {
    const [dead, residual] = [rows([0, 1, 1, 1]), rows(errors)];
    await expectLoss({
      loss: (p, w) =>
        deadFeaturesLoss({
          ...{ preActivations: p as tf.Tensor, decoder: w as tf.Tensor },
          ...{ dead, residual, k: 2, scale: "share" },
        }),
      inputs: [rows(before), rows(width)],
      fixed: [dead, residual],
      value: distance([
        [0.4, 0.9],
        [0.6, 0.6 - 0.2],
      ]),
    });
  });

  it("by share, counts less where fewer are dead than it asks for", async () => {
    const [dead, residual] = [tf.tensor1d([false, true, false, false], "bool"), rows(errors)];
    const decoder = rows(width);
    await expectLoss({
      loss: (p) =>
        deadFeaturesLoss({
          ...{ preActivations: p as tf.Tensor, decoder },
          ...{ dead, residual, k: 2, scale: "share" },
        }),
      inputs: [rows(before)],
      fixed: [dead, residual, decoder],
      value:
        0.5 *
        distance([
          [0.4, 0],
          [-0.3, 0],
        ]),
    });
  });

  it("by variance, takes positive ones in units of the residual's spread", async () => {
    const [dead, residual] = [rows([0, 1, 1, 1]), rows(errors)];
    await expectLoss({
      loss: (p, w) =>
        deadFeaturesLoss({
          ...{ preActivations: p as tf.Tensor, decoder: w as tf.Tensor },
          ...{ dead, residual, k: 2 },
        }),
      inputs: [rows(before), rows(width)],
      fixed: [dead, residual],
      value:
        distance([
          [0.4, 0.9],
          [0.6, 0.6],
        ]) /
        (1 + 0.75 ** 2),
    });
  });

  it.each(["share", "variance"] as const)(
    "without dead features it is 0, and so is its gradient: %s",
    async (scale) => {
      const [preActivations, decoder, dead, residual] = [
        rows(before),
        rows(width),
        tf.zeros([4]),
        rows(errors),
      ];
      const { value, grads } = tf.valueAndGrads((p: tf.Tensor, e: tf.Tensor) =>
        deadFeaturesLoss({ preActivations: p, decoder, dead, residual: e, k: 3, scale }),
      )([preActivations, residual]);
      expect(await numbersOf(value)).toEqual([0]);
      expect((await numbersOf(grads[0] as tf.Tensor)).map(Math.abs)).toEqual(Array(8).fill(0));
      expect((await numbersOf(grads[1] as tf.Tensor)).map(Math.abs)).toEqual(Array(4).fill(0));
      tf.dispose([preActivations, decoder, dead, residual]);
    },
  );

  it.each(["share", "variance"] as const)("the residual is held fixed: %s", async (scale) => {
    const [preActivations, decoder, dead, residual] = [rows(before), rows(width), tf.ones([4]), rows(errors)];
    const gradient = tf.grad((e: tf.Tensor) =>
      deadFeaturesLoss({ preActivations, decoder, dead, residual: e, k: 2, scale }),
    )(residual);
    expect(await numbersOf(gradient)).toEqual([0, 0, 0, 0]);
    tf.dispose([preActivations, decoder, dead, residual]);
  });

  it("refuses what does not fit", () => {
    const fine = {
      preActivations: rows(before),
      decoder: rows(width),
      dead: tf.ones([4]),
      residual: rows(errors),
      k: 1,
    };
    const other = tf.zeros([3]);
    expect(() => deadFeaturesLoss({ ...fine, dead: other })).toThrow("[4], received [3]");
    expect(() => deadFeaturesLoss({ ...fine, residual: other })).toThrow("[2, 2], received [3]");
    expect(() => deadFeaturesLoss({ ...fine, decoder: fine.preActivations })).toThrow(
      "[4, width], received [2,4]",
    );
    expect(() => deadFeaturesLoss({ ...fine, scores: other })).toThrow("[2,4] and [3]");
    expect(() => deadFeaturesLoss({ ...fine, k: 5 })).toThrow("from 1 to 4, received 5");
    expect(() => deadFeaturesLoss({ ...fine, k: 0 })).toThrow(ConfigInvalidError);
    expect(() => deadPreActivationLoss({ ...fine, threshold: other })).toThrow("[4], received [3]");
    const { preActivations, decoder, dead, residual } = fine;
    tf.dispose([preActivations, decoder, dead, residual, other]);
  });

  it("thresholds draw dead pre-activations up", async () => {
    const dead = rows([0, 1, 0, 1]);
    await expectLoss({
      loss: (p, t, w) =>
        deadPreActivationLoss({
          ...{ preActivations: p as tf.Tensor, threshold: t as tf.Tensor },
          ...{ decoder: w as tf.Tensor, dead },
        }),
      inputs: [rows(before), rows([1, 0.5, 1, 0.7]), rows(width)],
      fixed: [dead],
      value: (0.1 + 1.2 * Math.SQRT2 + 0.8 + 0.1 * Math.SQRT2) / 2,
    });
  });
});
