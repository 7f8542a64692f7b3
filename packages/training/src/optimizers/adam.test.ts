import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { Adam } from "./adam.ts";

const config = { learningRate: 0.01, beta1: 0.5, beta2: 0.9, epsilon: 1e-8 };

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

/** Adam as its paper writes it, in float64. */
function reference(start: readonly number[], gradients: readonly (readonly number[])[]): number[] {
  const w = [...start];
  const m = w.map(() => 0);
  const v = w.map(() => 0);
  for (const [t, gradient] of gradients.entries()) {
    for (const [i, g] of gradient.entries()) {
      m[i] = config.beta1 * (m[i] as number) + (1 - config.beta1) * g;
      v[i] = config.beta2 * (v[i] as number) + (1 - config.beta2) * g * g;
      const mHat = (m[i] as number) / (1 - config.beta1 ** (t + 1));
      const vHat = (v[i] as number) / (1 - config.beta2 ** (t + 1));
      w[i] = (w[i] as number) - (config.learningRate * mHat) / (Math.sqrt(vHat) + config.epsilon);
    }
  }
  return w;
}

const random = Random.fromSeed(4);
const start = [0.5, -1, 2];
const gradients = Array.from({ length: 7 }, (_, t) => [...random.split(`${t}`).normal(3)]);

function apply(optimizer: Adam, variable: tf.Variable, from: number, to: number): void {
  for (const gradient of gradients.slice(from, to)) {
    tf.tidy(() => optimizer.apply(new Map([["w", variable]]), new Map([["w", tf.tensor1d(gradient)]])));
  }
}

describe("Adam", () => {
  it("follows the paper's algorithm", async () => {
    const optimizer = new Adam(config);
    const variable = tf.tidy(() => tf.variable(tf.tensor1d(start)));
    apply(optimizer, variable, 0, 7);
    for (const [i, value] of reference(start, gradients).entries()) {
      expect((await variable.data())[i]).toBeCloseTo(value, 5);
    }
    variable.dispose();
    optimizer.dispose();
  });

  it("goes on from its saved moments exactly, and leaks nothing", async () => {
    const before = tf.memory().numTensors;
    const straight = tf.tidy(() => tf.variable(tf.tensor1d(start)));
    const one = new Adam(config);
    apply(one, straight, 0, 7);

    const resumed = tf.tidy(() => tf.variable(tf.tensor1d(start)));
    const first = new Adam(config);
    apply(first, resumed, 0, 3);
    const { step, arrays } = await first.save();
    const second = new Adam(config);
    second.restore(step, arrays, new Map([["w", resumed]]));
    apply(second, resumed, 3, 7);
    expect([...(await resumed.data())]).toEqual([...(await straight.data())]);
    for (const thing of [straight, resumed, one, first, second]) thing.dispose();
    expect(tf.memory().numTensors).toBe(before);
  });

  it.each([
    ["another parameter", ["w", "more"], [3], "more/first is missing"],
    ["no such parameter", [], [3], "w/first is there with shape [3]"],
    ["another shape", ["w"], [2], "w/first is there with shape [3]"],
  ])("refuses moments for %s", async (_, names, shape, said) => {
    const variable = tf.variable(tf.tensor1d(start));
    const first = new Adam(config);
    apply(first, variable, 0, 2);
    const { step, arrays } = await first.save();
    const second = new Adam(config);
    const parameters = new Map(names.map((name) => [name, { shape }]));
    expect(() => second.restore(step, arrays, parameters)).toThrow(said);
    for (const thing of [variable, first, second]) thing.dispose();
  });

  it("keeps the moments of different names apart, whatever the order of the calls", async () => {
    const optimizer = new Adam(config);
    const a = tf.variable(tf.tensor1d([0, 0, 0]));
    const b = tf.variable(tf.tensor1d([0, 0, 0]));
    const ones = tf.ones([3]);
    const zeros = tf.zeros([3]);
    optimizer.apply(
      new Map([
        ["a", a],
        ["b", b],
      ]),
      new Map([
        ["a", ones],
        ["b", zeros],
      ]),
    );
    optimizer.apply(
      new Map([
        ["b", b],
        ["a", a],
      ]),
      new Map([
        ["b", zeros],
        ["a", ones],
      ]),
    );
    expect([...(await b.data())]).toEqual([0, 0, 0]);
    expect((await a.data())[0]).toBeCloseTo(-0.02, 4);
    for (const thing of [a, b, ones, zeros, optimizer]) thing.dispose();
  });
});
