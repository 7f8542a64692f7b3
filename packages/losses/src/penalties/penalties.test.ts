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
  const value = async (id: PenaltyId) => {
    const w = tf.tensor2d([3, 4], [2, 1]);
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

  it("WGAN-GP is the squared distance of the length from 1", async () => {
    expect(await value("unit-gradient")).toBeCloseTo(16, 4);
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

it("WGAN-GP refuses batches that cannot be mixed", () => {
  const discriminate = (x: tf.Tensor) => tf.sum(x, 1);
  const one = tf.zeros([1, 2]);
  expect(() =>
    penalties["unit-gradient"].penalty({ discriminate, real: real(), fake: one, random: random() }),
  ).toThrow(ShapeError);
});
