import { ConfigInvalidError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { domainAdversarialLoss, gradientReversal, reversalStrength } from "../index.ts";
import { numbersOf, rows } from "../testdata/expect-loss.ts";
import { mean, softplus } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

it("gradient reversal passes values on and turns gradients round", async () => {
  const x = rows([
    [1, -2],
    [0.5, 3],
  ]);
  const kept = gradientReversal(x, 0.7);
  expect(await numbersOf(kept)).toEqual([1, -2, 0.5, 3]);
  const gradient = tf.grad((given: tf.Tensor) => tf.sum(tf.square(gradientReversal(given, 0.7))))(x);
  expect(await numbersOf(gradient)).toBeAllclose([-1.4, 2.8, -0.7, -4.2]);
  await expectNoLeak(tf, () => gradientReversal(x, 1).dispose());
  x.dispose();
});

it("strength rises from 0 to 1", () => {
  expect(reversalStrength(0)).toBe(0);
  expect(reversalStrength(0.3)).toBeCloseTo(2 / (1 + Math.exp(-3)) - 1, 12);
  expect(reversalStrength(1)).toBeCloseTo(2 / (1 + Math.exp(-10)) - 1, 12);
  expect(reversalStrength(0.5, 2)).toBeCloseTo(2 / (1 + Math.exp(-1)) - 1, 12);
  expect(() => reversalStrength(1.1)).toThrow("at most 1, received 1.1");
  expect(() => reversalStrength(0.5, 0)).toThrow(ConfigInvalidError);
});

it("features are taught the opposite of what the classifier of domains learns", async () => {
  const [source, target] = [rows([[0.5], [-1]]), rows([[0.2], [0.9], [2]])];
  const loss = (s: tf.Tensor, t: tf.Tensor, w: tf.Tensor) =>
    domainAdversarialLoss({
      ...{ sourceFeatures: s, targetFeatures: t, strength: 0.5 },
      classify: (features) => tf.matMul(features as tf.Tensor2D, w as tf.Tensor2D),
    });
  const weight = rows([[1.5]]);
  const { value, grads } = tf.valueAndGrads(loss)([source, target, weight]);
  const expected = mean([softplus(-0.75), softplus(1.5)]) + mean([0.3, 1.35, 3].map(softplus));
  expect((await numbersOf(value))[0]).toBeCloseTo(expected, 5);
  const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
  // d/ds = −σ(−ws) w / 2, reversed and halved; d/dw is that of the plain loss.
  expect(await numbersOf(grads[0] as tf.Tensor)).toBeAllclose(
    [0.75, -1.5].map((score) => (0.5 * sigmoid(-score) * 1.5) / 2),
  );
  expect(await numbersOf(grads[2] as tf.Tensor)).toBeAllclose([
    mean([-0.5 * sigmoid(-0.75), sigmoid(1.5)]) + mean([0.2, 0.9, 2].map((x) => x * sigmoid(1.5 * x))),
  ]);
  (grads[1] as tf.Tensor).dispose();
  await expectNoLeak(tf, () => loss(source, target, weight).dispose());
  const wide = (features: tf.Tensor) => tf.concat([features, features], 1);
  expect(() =>
    domainAdversarialLoss({ sourceFeatures: source, targetFeatures: target, strength: 1, classify: wide }),
  ).toThrow("received [2,2]");
  tf.dispose([source, target, weight]);
});
