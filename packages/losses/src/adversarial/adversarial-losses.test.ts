import { ShapeError } from "@ganlens/core";
import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import {
  adversarialLosses,
  leastSquares,
  leastSquaresGame,
  minimax,
  nonSaturating,
  smoothedGame,
} from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const real = [0.8, -1.3, 2.1, 0.05];
const fake = [-0.7, 0.4, 1.9];
const mean = (values: readonly number[], f: (value: number) => number) =>
  values.reduce((sum, value) => sum + f(value), 0) / values.length;
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));

async function scalarValue(loss: tf.Tensor): Promise<number> {
  expect(loss.shape).toEqual([]);
  const [value] = await loss.data();
  loss.dispose();
  return value as number;
}

test("the values are those of the definitions", async () => {
  const scores = { realScores: tf.tensor1d(real), fakeScores: tf.tensor2d(fake, [3, 1]) };
  const crossEntropy =
    mean(real, (r) => -Math.log(sigmoid(r))) + mean(fake, (f) => -Math.log(1 - sigmoid(f)));
  expect(await scalarValue(minimax.discriminatorLoss(scores))).toBeCloseTo(crossEntropy, 5);
  expect(await scalarValue(nonSaturating.discriminatorLoss(scores))).toBeCloseTo(crossEntropy, 5);
  expect(await scalarValue(minimax.generatorLoss(scores))).toBeCloseTo(
    mean(fake, (f) => Math.log(1 - sigmoid(f))),
    5,
  );
  expect(await scalarValue(nonSaturating.generatorLoss(scores))).toBeCloseTo(
    mean(fake, (f) => -Math.log(sigmoid(f))),
    5,
  );
  expect(await scalarValue(leastSquares.discriminatorLoss(scores))).toBeCloseTo(
    0.5 * mean(real, (r) => (r - 1) ** 2) + 0.5 * mean(fake, (f) => f ** 2),
    5,
  );
  expect(await scalarValue(leastSquares.generatorLoss(scores))).toBeCloseTo(
    0.5 * mean(fake, (f) => (f - 1) ** 2),
    5,
  );
  tf.dispose(scores);
});

test("least squares takes other targets", async () => {
  const scores = { realScores: tf.tensor1d(real), fakeScores: tf.tensor1d(fake) };
  const game = leastSquaresGame({ fake: -1, real: 1, generator: 0 });
  expect(await scalarValue(game.discriminatorLoss(scores))).toBeCloseTo(
    0.5 * mean(real, (r) => (r - 1) ** 2) + 0.5 * mean(fake, (f) => (f + 1) ** 2),
    5,
  );
  expect(await scalarValue(game.generatorLoss(scores))).toBeCloseTo(0.5 * mean(fake, (f) => f ** 2), 5);
  tf.dispose(scores);
});

test("a discriminator that knows nothing pays 2 log 2", async () => {
  const zero = tf.zeros([4, 1]);
  const loss = nonSaturating.discriminatorLoss({ realScores: zero, fakeScores: zero });
  expect(await scalarValue(loss)).toBeCloseTo(2 * Math.log(2), 6);
  zero.dispose();
});

test("relativistic losses want the scores of real samples, and pairs of them", async () => {
  const [two, three] = [tf.zeros([2]), tf.zeros([3])];
  for (const loss of Object.values(adversarialLosses).filter(({ isRelativistic }) => isRelativistic))
    expect(() => loss.generatorLoss({ fakeScores: two })).toThrow("expected the scores of real samples");
  const { relativistic } = adversarialLosses;
  expect(() => relativistic.discriminatorLoss({ realScores: two, fakeScores: three })).toThrow(ShapeError);
  // [2] and [2, 1] are not spread over each other.
  const column = tf.zeros([2, 1]);
  const loss = relativistic.discriminatorLoss({ realScores: two, fakeScores: column });
  expect(await scalarValue(loss)).toBeCloseTo(Math.log(2), 6);
  tf.dispose([two, three, column]);
});

test("softer targets are refused that are no targets", () => {
  for (const targets of [
    { real: 0.4, fake: 0.6 },
    { real: 1.1, fake: 0 },
    { real: 0.9, fake: -0.1 },
    { real: Number.NaN, fake: 0 },
  ])
    expect(() => smoothedGame(targets)).toThrow(/label smoothing with 0 ≤ fake < real ≤ 1/);
});

describe.each(Object.entries(adversarialLosses))("%s", (_, loss) => {
  test("has gradients that finite differences confirm, and leaks nothing", async () => {
    // Pairs are of batches of one size.
    const inputs = [tf.tensor1d(real.slice(0, fake.length)), tf.tensor1d(fake)] as const;
    const [realScores, fakeScores] = inputs;
    await checkGradient({
      tf,
      inputs,
      f: (r, f) => loss.discriminatorLoss({ realScores: r as tf.Tensor, fakeScores: f as tf.Tensor }),
    });
    await checkGradient({
      tf,
      inputs,
      f: (r, f) => {
        const made = loss.generatorLoss({ realScores: r as tf.Tensor, fakeScores: f as tf.Tensor });
        // Every input takes part, so that one that the loss ignores has a gradient of 0.
        return tf.tidy(() => tf.add(made, tf.mul(tf.sum(r as tf.Tensor), 0)) as tf.Scalar);
      },
    });
    await expectNoLeak(tf, () => {
      loss.discriminatorLoss({ realScores, fakeScores }).dispose();
      loss.generatorLoss({ realScores, fakeScores }).dispose();
    });
    tf.dispose([...inputs]);
  });

  test("stays finite for extreme scores, and so does its gradient", async () => {
    const extreme = tf.tensor1d([-1000, 1000, -40, 40, 0]);
    const { value, grads } = tf.valueAndGrads((r: tf.Tensor, f: tf.Tensor) =>
      tf.add(
        loss.discriminatorLoss({ realScores: r, fakeScores: f }),
        loss.generatorLoss({ realScores: r, fakeScores: f }),
      ),
    )([extreme, extreme]);
    for (const tensor of [value, ...grads]) {
      for (const number of await tensor.data()) expect(Number.isFinite(number)).toBe(true);
    }
    tf.dispose([extreme, value, grads]);
  });

  test("refuses anything but one score per sample", () => {
    const wide = tf.zeros([2, 3]);
    const good = tf.zeros([2, 1]);
    expect(() => loss.generatorLoss({ realScores: good, fakeScores: wide })).toThrow(ShapeError);
    expect(() => loss.discriminatorLoss({ realScores: good, fakeScores: wide })).toThrow(ShapeError);
    expect(() => loss.discriminatorLoss({ realScores: wide, fakeScores: good })).toThrow(ShapeError);
    tf.dispose([wide, good]);
  });
});
