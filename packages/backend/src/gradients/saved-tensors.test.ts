import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { trackSavedTensors } from "./saved-tensors.ts";

beforeAll(async () => {
  await openBackend({ require: "cpu" });
});

/** d²/dx² of Σ f(x), element by element. */
const secondDerivative = (f: (x: tf.Tensor) => tf.Tensor, at: readonly number[]): number[] =>
  tf.tidy(() => {
    const first = tf.grad((x: tf.Tensor) => tf.sum(f(x)));
    const second = tf.grad((x: tf.Tensor) => tf.sum(first(x)));
    return Array.from(second(tf.tensor1d([...at])).dataSync());
  });

/** A cube whose gradient is made of a saved intermediate value, x². */
function cube(calls: { count: number }): (x: tf.Tensor) => tf.Tensor {
  return tf.customGrad((x, save) => {
    calls.count++;
    const squared = tf.square(x as tf.Tensor);
    (save as tf.GradSaveFunc)([squared]);
    return {
      value: tf.mul(squared, x as tf.Tensor),
      gradFunc: (dy, [saved]) => tf.mul(dy, tf.mul(saved as tf.Tensor, 3)),
    };
  });
}

const points = [-1.5, -0.25, 0.5, 2];

describe("trackSavedTensors", () => {
  let restore: () => void;
  beforeEach(() => {
    restore = trackSavedTensors(tf);
  });
  afterEach(() => restore());

  it.each([
    ["tanh", tf.tanh, (x: number) => -2 * Math.tanh(x) * (1 - Math.tanh(x) ** 2)],
    ["exp", tf.exp, Math.exp],
    [
      "sigmoid",
      tf.sigmoid,
      (x: number) => {
        const y = 1 / (1 + Math.exp(-x));
        return y * (1 - y) * (1 - 2 * y);
      },
    ],
  ] as const)("gives the second derivative of %s, which is wrong without it", (_, f, expected) => {
    for (const [i, value] of secondDerivative((x) => f(x), points).entries()) {
      expect(value).toBeCloseTo(expected(points[i] as number), 5);
    }
    restore();
    const stock = secondDerivative((x) => tf.square(f(x)), points);
    restore = trackSavedTensors(tf);
    expect(stock).not.toEqual(secondDerivative((x) => tf.square(f(x)), points));
  });

  it("gives the third derivative too", () => {
    const third = tf.tidy(() => {
      const first = tf.grad((x: tf.Tensor) => tf.sum(tf.exp(x)));
      const second = tf.grad((x: tf.Tensor) => tf.sum(first(x)));
      const values = tf.grad((x: tf.Tensor) => tf.sum(second(x)))(tf.tensor1d(points));
      return Array.from(values.dataSync());
    });
    for (const [i, value] of third.entries()) expect(value).toBeCloseTo(Math.exp(points[i] as number), 5);
  });

  it("computes what a custom gradient saved again, but only for a gradient of a gradient", () => {
    const calls = { count: 0 };
    const gradient = tf.tidy(() =>
      tf
        .grad((x: tf.Tensor) => tf.sum(cube(calls)(x)))(tf.tensor1d(points))
        .dataSync(),
    );
    expect(Array.from(gradient)).toEqual(points.map((x) => 3 * x * x));
    expect(calls.count).toBe(1);
    expect(secondDerivative(cube(calls), points)).toEqual(points.map((x) => 6 * x));
    expect(calls.count).toBe(3);
    restore();
    expect(() => secondDerivative(cube(calls), points)).toThrow(/Cannot compute gradient/);
    restore = trackSavedTensors(tf);
  });

  it("leaves no tensors behind", async () => {
    await expectNoLeak(tf, () =>
      secondDerivative((x) => tf.softmax(tf.mul(tf.tanh(x), cube({ count: 0 })(x))), points),
    );
  });

  it("puts the engine's own methods back", () => {
    const engine = tf.engine() as unknown as Record<string, unknown>;
    expect(Object.hasOwn(engine, "addTapeNode")).toBe(true);
    restore();
    for (const name of ["addTapeNode", "saveTensorsForBackwardMode", "customGrad"]) {
      expect(Object.hasOwn(engine, name)).toBe(false);
      expect(engine[name]).toBeTypeOf("function");
    }
  });
});
