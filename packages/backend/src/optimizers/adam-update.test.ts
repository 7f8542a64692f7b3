import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { adamUpdate } from "./adam-update.ts";

beforeAll(() => {
  tf.env().set("PROD", true);
});

afterAll(async () => {
  await tf.setBackend("cpu");
});

const random = Random.fromSeed(17);
const settings = { rate: 0.02, beta1: 0.5, beta2: 0.999, secondScale: 1000, epsilon: 1e-8 };

describe.each(["cpu", "wasm"])("adamUpdate on %s", (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  it.each([1, 4, 7, 1030])("moves %i values by the formula, into fresh tensors", async (count) => {
    const draw = (name: string) => random.split(`${name}-${count}`).normal(count);
    const [w, g, m, v] = [draw("w"), draw("g"), draw("m"), draw("v").map(Math.abs)];
    const [parameter, gradient, first, second] = [w, g, m, v].map((values) => tf.tensor1d(values)) as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
    ];
    const before = tf.memory().numTensors;
    const moved = adamUpdate(tf, { parameter, gradient, first, second, ...settings });
    expect(tf.memory().numTensors - before).toBe(3);
    for (const [i, weight] of w.entries()) {
      const mean = 0.5 * (m[i] as number) + 0.5 * (g[i] as number);
      const square = 0.999 * (v[i] as number) + 0.001 * (g[i] as number) ** 2;
      const expected = weight - (0.02 * mean) / (Math.sqrt(1000 * square) + 1e-8);
      expect((await moved.first.data())[i]).toBeCloseTo(mean, 6);
      expect((await moved.second.data())[i]).toBeCloseTo(square, 6);
      expect((await moved.parameter.data())[i]).toBeCloseTo(expected, 6);
    }
    expect(await parameter.data()).toEqual(w);
    expect(await second.data()).toEqual(v);
    tf.dispose([parameter, gradient, first, second, ...Object.values(moved)]);
  });

  it("refuses different shapes", () => {
    tf.tidy(() => {
      const [small, large] = [tf.zeros([2]), tf.zeros([3])];
      expect(() =>
        adamUpdate(tf, { parameter: large, gradient: small, first: large, second: large, ...settings }),
      ).toThrow("[3], received [2]");
    });
  });
});
