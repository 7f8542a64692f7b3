import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import {
  boundaryEquilibriumDiscriminatorLoss,
  boundaryEquilibriumGeneratorLoss,
  nextBoundaryEquilibrium,
} from "../index.ts";
import { expectLoss, numbersOf, rows } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

it("both losses have the value and the gradient of their formulas", async () => {
  await expectLoss({
    loss: (r, f) =>
      boundaryEquilibriumDiscriminatorLoss({
        ...{ realErrors: r as tf.Tensor, fakeErrors: f as tf.Tensor },
        balance: 0.4,
      }),
    inputs: [rows([0.5, 0.7]), rows([0.2, 0.9, 0.4])],
    value: 0.6 - 0.4 * 0.5,
  });
  await expectLoss({
    loss: (f) => boundaryEquilibriumGeneratorLoss({ fakeErrors: f as tf.Tensor }),
    inputs: [rows([0.2, 0.9, 0.4])],
    value: 0.5,
  });
});

it("the balance follows the ratio of errors and stays within 0 and 1", async () => {
  const errors = { realErrors: rows([0.5, 0.7]), fakeErrors: rows([0.2, 0.4]) };
  const step = async (balance: number | tf.Scalar, rate: number) => {
    const next = nextBoundaryEquilibrium({ ...errors, balance, rate, diversity: 0.75 });
    return [(await numbersOf(next.balance))[0], (await numbersOf(next.convergence))[0]];
  };
  const start = tf.scalar(0.2);
  expect(await step(start, 0.1)).toBeAllclose([0.2 + 0.1 * (0.45 - 0.3), 0.6 + 0.15]);
  expect(await step(0.2, 100)).toBeAllclose([1, 0.75]);
  expect(await step(0, 0)).toBeAllclose([0, 0.75]);
  await expectNoLeak(tf, () => {
    const { balance, convergence } = nextBoundaryEquilibrium({ ...errors, balance: 0 });
    tf.dispose([balance, convergence]);
  });
  tf.dispose([errors.realErrors, errors.fakeErrors, start]);
});

it("refuses what is not one error per sample, and numbers out of range", () => {
  const [wide, good] = [tf.zeros([2, 3]), tf.zeros([2, 1])];
  const bad = { realErrors: good, fakeErrors: wide, balance: 0 };
  expect(() => boundaryEquilibriumDiscriminatorLoss(bad)).toThrow("received [2,3]");
  expect(() => boundaryEquilibriumGeneratorLoss(bad)).toThrow(ShapeError);
  expect(() => nextBoundaryEquilibrium(bad)).toThrow(ShapeError);
  const fine = { realErrors: good, fakeErrors: good, balance: 0 };
  expect(() => nextBoundaryEquilibrium({ ...fine, diversity: 1.5 })).toThrow(
    "of at least 0 and at most 1, received 1.5",
  );
  expect(() => nextBoundaryEquilibrium({ ...fine, rate: -1 })).toThrow(ConfigInvalidError);
  tf.dispose([wide, good]);
});
