import { ConfigInvalidError, Random } from "@ganlens/core";
import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test, vi } from "vitest";
import { Dropout, GaussianNoise, GradientReversal, GumbelSoftmax, Reparameterization } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const mean = async (x: tf.Tensor) => (await tf.mean(x).data())[0] as number;
const deviation = async (x: tf.Tensor) => Math.sqrt((await tf.moments(x).variance.data())[0] as number);

const many = 40_000;
const stochastic: readonly { layer: tf.layers.Layer; inputs: () => tf.Tensor | tf.Tensor[] }[] = [
  { layer: new Dropout({ rate: 0.5, name: "dropout" }), inputs: () => tf.ones([40]) },
  { layer: new GaussianNoise({ standardDeviation: 1, name: "noise" }), inputs: () => tf.ones([40]) },
  { layer: new GumbelSoftmax({ name: "gumbel" }), inputs: () => tf.zeros([8, 5]) },
  { layer: new Reparameterization({ name: "code" }), inputs: () => [tf.zeros([8, 5]), tf.zeros([8, 5])] },
];

describe.each(stochastic)("$layer.name", ({ layer, inputs }) => {
  test("draws from the generator that it is given, and from nothing else", async () => {
    const chance = vi.spyOn(Math, "random");
    const run = async (random: Random) => [
      ...(await (layer.apply(inputs(), { training: true, random }) as tf.Tensor).data()),
    ];
    const random = Random.fromSeed(1);
    const [first, second] = [await run(random), await run(random)];
    expect(second).not.toEqual(first);
    expect(await run(Random.fromSeed(1))).toEqual(first);
    expect(chance).not.toHaveBeenCalled();
    chance.mockRestore();
  });

  test("draws nothing outside training, and says what it misses in training", async () => {
    const random = Random.fromSeed(1);
    const run = async () => [
      ...(await (layer.apply(inputs(), { training: false, random }) as tf.Tensor).data()),
    ];
    expect(await run()).toEqual(await run());
    expect(random.state.blocks).toBe(0);
    expect(() => layer.apply(inputs(), { training: true })).toThrow(ConfigInvalidError);
    expect(() => layer.apply(inputs(), { training: true })).toThrow(layer.name);
  });
});

test("noise has the stated deviation", async () => {
  const layer = new GaussianNoise({ standardDeviation: 0.3 });
  const y = layer.apply(tf.fill([many], 2), { training: true, random: Random.fromSeed(2) }) as tf.Tensor;
  expect(await mean(y)).toBeCloseTo(2, 2);
  expect(await deviation(y)).toBeCloseTo(0.3, 2);
});

test("a code has the stated mean and variance, and is the mean outside training", async () => {
  const layer = new Reparameterization({});
  const inputs = [tf.fill([many], -1), tf.fill([many], Math.log(0.25))];
  const z = layer.apply(inputs, { training: true, random: Random.fromSeed(2) }) as tf.Tensor;
  expect(await mean(z)).toBeCloseTo(-1, 2);
  expect(await deviation(z)).toBeCloseTo(0.5, 2);
  expect(await mean(layer.apply(inputs, {}) as tf.Tensor)).toBe(-1);
});

test("the largest of a relaxed draw is drawn as often as softmax says (Gumbel-max)", async () => {
  const logits = tf.mul(tf.ones([many, 3]), tf.log(tf.tensor1d([0.5, 0.3, 0.2])));
  const layer = new GumbelSoftmax({ temperature: 0.5, hard: true });
  const y = layer.apply(logits, { training: true, random: Random.fromSeed(2) }) as tf.Tensor;
  const shares = [...(await tf.mean(y, 0).data())];
  expect(shares).toBeAllclose([0.5, 0.3, 0.2], { atol: 0.01, rtol: 0 });
});

test("a hard draw is one-hot with the gradient of the soft one", async () => {
  const logits = tf.tensor2d([1, 2, 0.5], [1, 3]);
  const weights = tf.tensor2d([3, -1, 2], [1, 3]);
  const soft = new GumbelSoftmax({ temperature: 0.5 });
  const hard = new GumbelSoftmax({ temperature: 0.5, hard: true });
  expect([...(await (hard.apply(logits) as tf.Tensor).data())]).toEqual([0, 1, 0]);
  const gradient = (layer: GumbelSoftmax) =>
    tf.grad((given: tf.Tensor) => tf.sum(tf.mul(weights, layer.apply(given) as tf.Tensor)))(logits);
  expect(await gradient(hard).data()).toBeAllclose(await gradient(soft).data());
});

test("a colder temperature comes nearer to one-hot", async () => {
  const logits = tf.tensor2d([1, 2], [1, 2]);
  const layer = new GumbelSoftmax({ temperature: 1 });
  const odds = async () => {
    const [a, b] = await (layer.apply(logits) as tf.Tensor).data();
    return (b as number) / (a as number);
  };
  expect(await odds()).toBeCloseTo(Math.E, 4);
  layer.temperature = 0.5;
  expect(await odds()).toBeCloseTo(Math.E ** 2, 3);
  expect(layer.getConfig().temperature).toBe(0.5);
});

test("gradient reversal changes nothing forwards and the sign backwards, by lambda as it is now", async () => {
  const layer = new GradientReversal({ lambda: 0.5 });
  const x = tf.tensor1d([1, -2]);
  expect([...(await (layer.apply(x) as tf.Tensor).data())]).toEqual([1, -2]);
  const gradient = async () => [
    ...(await tf
      .grad((given: tf.Tensor) => tf.sum(tf.square(layer.apply(given) as tf.Tensor)))(x)
      .data()),
  ];
  expect(await gradient()).toBeAllclose([-1, 2]);
  layer.lambda = 2;
  expect(await gradient()).toBeAllclose([-4, 8]);
});
