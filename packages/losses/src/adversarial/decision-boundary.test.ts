import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { adversarialLosses, leastSquaresGame } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const bounded = Object.entries(adversarialLosses).filter(
  ([, { decisionBoundary }]) => decisionBoundary !== null,
);

test("only scores that mean something by themselves have a boundary", () => {
  const unbounded = Object.keys(adversarialLosses).filter((id) => bounded.every(([other]) => other !== id));
  expect(unbounded).toEqual([
    "wasserstein",
    "relativistic",
    "relativistic-average",
    "relativistic-average-least-squares",
    "relativistic-average-hinge",
  ]);
});

test.each(bounded)(
  "%s: at the boundary a score costs as much for a real sample as for a generated one",
  async (_, { decisionBoundary, discriminatorLoss }) => {
    const at = tf.tensor1d([decisionBoundary as number]);
    const above = tf.tensor1d([(decisionBoundary as number) + 0.25]);
    const costs = async (realScores: tf.Tensor, fakeScores: tf.Tensor) => {
      const loss = discriminatorLoss({ realScores, fakeScores });
      const [value] = await loss.data();
      loss.dispose();
      return value as number;
    };
    const [even, realAbove, fakeAbove] = [
      await costs(at, at),
      await costs(above, at),
      await costs(at, above),
    ];
    expect(realAbove).toBeLessThan(even);
    expect(fakeAbove).toBeGreaterThan(even);
    // The loss is a sum over both sides whose derivatives there are each other's negative.
    const small = tf.tensor1d([(decisionBoundary as number) + 1e-2]);
    const [real, fake] = [even - (await costs(small, at)), (await costs(at, small)) - even];
    expect(real).toBeCloseTo(fake, 3);
    tf.dispose([at, above, small]);
  },
);

test("targets of a least-squares game have it between them", () => {
  expect(leastSquaresGame({ fake: -1, real: 3, generator: 0 }).decisionBoundary).toBe(1);
});
