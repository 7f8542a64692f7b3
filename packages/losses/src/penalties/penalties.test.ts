import { Random, ShapeError } from "@ganlens/core";
import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { type PenaltyId, penalties } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const random = () => Random.fromSeed(1);
const real = () => tf.tensor2d([0.2, -0.4, 0.9, 0.1, 0.6, -0.8], [3, 2]);
const fake = () => tf.tensor2d([-0.5, 0.3, 0.7, -0.2, 0.4, 0.8], [3, 2]);

/** A critic whose gradient depends on where it is taken: v · softplus(Wx). */
const curved = (weights: tf.Tensor) => (x: tf.Tensor) => {
  const [first, second] = [tf.slice(weights, [0, 0], [2, 2]), tf.slice(weights, [2, 0], [1, 2])];
  return tf.matMul(
    tf.softplus(tf.matMul(x as tf.Tensor2D, first as tf.Tensor2D)),
    second as tf.Tensor2D,
    false,
    true,
  );
};
const weights = () => tf.tensor2d([1.2, -0.7, 0.4, 0.9, 1.5, -1.1], [3, 2]);

describe("of a linear critic w · x, whose gradient is w everywhere", () => {
  const value = async (id: PenaltyId, [first, second]: readonly [number, number] = [3, 4]) => {
    const w = tf.tensor2d([first, second], [2, 1]);
    const [penalty] = await tf
      .tidy(() =>
        penalties[id].penalty({
          discriminate: (x) => tf.matMul(x as tf.Tensor2D, w),
          real: real(),
          fake: fake(),
          random: random(),
        }),
      )
      .data();
    return penalty;
  };

  it("R1 is half of the squared length", async () => {
    expect(await value("real-gradient")).toBeCloseTo(12.5, 5);
  });

  it("R2 is half of the squared length", async () => {
    expect(await value("fake-gradient")).toBeCloseTo(12.5, 5);
  });

  it.each(["unit-gradient", "dragan"] as const)(
    "%s is the squared distance of the length from 1",
    async (id) => {
      expect(await value(id)).toBeCloseTo(16, 4);
      expect(await value(id, [0.3, 0.4])).toBeCloseTo(0.25, 4);
    },
  );

  it("one-sided, a length below 1 costs nothing", async () => {
    expect(await value("one-sided-gradient")).toBeCloseTo(16, 4);
    expect(await value("one-sided-gradient", [0.3, 0.4])).toBe(0);
  });

  it.each(["zero-centred-gradient", "maximum-gradient"] as const)("%s is the squared length", async (id) => {
    expect(await value(id)).toBeCloseTo(25, 4);
  });
});

describe.each(Object.keys(penalties) as PenaltyId[])("%s", (id) => {
  const loss = (given: tf.Tensor) =>
    penalties[id].penalty({ discriminate: curved(given), real: real(), fake: fake(), random: random() });

  it("has the gradient of finite differences in the critic's weights", async () => {
    await checkGradient({ tf, f: (given) => tf.tidy(() => loss(given as tf.Tensor)), inputs: [weights()] });
  });

  it("leaves no tensor behind", async () => {
    const given = weights();
    await expectNoLeak(tf, () => {
      tf.tidy(() => loss(given)).dispose();
    });
  });
});

it("of a curved critic, the steepest slope costs more than the mean one", async () => {
  const value = async (id: PenaltyId) => {
    const penalty = tf.tidy(() =>
      penalties[id].penalty({
        discriminate: curved(weights()),
        real: real(),
        fake: fake(),
        random: random(),
      }),
    );
    const [found] = await penalty.data();
    penalty.dispose();
    return found as number;
  };
  expect(await value("maximum-gradient")).toBeGreaterThan(1.01 * (await value("zero-centred-gradient")));
});

it.each(["unit-gradient", "one-sided-gradient", "zero-centred-gradient", "maximum-gradient"] as const)(
  "%s refuses batches that cannot be mixed",
  (id) => {
    const discriminate = (x: tf.Tensor) => tf.sum(x, 1);
    const one = tf.zeros([1, 2]);
    expect(() => penalties[id].penalty({ discriminate, real: real(), fake: one, random: random() })).toThrow(
      ShapeError,
    );
  },
);
