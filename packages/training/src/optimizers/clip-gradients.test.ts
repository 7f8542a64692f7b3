import { installKernels, openBackend } from "@ganlens/backend";
import { eachBackend, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { expect, test } from "vitest";
import { clipGradients, gradientNorm } from "./clip-gradients.ts";
import { clipUnits } from "./clip-units.ts";
import { openOptimizer } from "./optimizers.ts";

const none = new Map<string, tf.Variable>();
const sgd = {
  name: "sgd",
  learningRate: 1,
  momentum: 0,
  dampening: 0,
  nesterov: false,
  weightDecay: 0,
} as const;

async function valuesOf(gradients: ReadonlyMap<string, tf.Tensor>): Promise<number[][]> {
  return Promise.all([...gradients.values()].map(async (each) => [...(await each.data())]));
}

eachBackend(
  async (name) => {
    await openBackend({ require: name as "cpu" });
    const restore = installKernels(tf);
    return { close: () => restore() };
  },
  ["cpu", "wasm"],
  () => {
    test("the norm is that of all gradients together", async () => {
      const gradients = new Map<string, tf.Tensor>([
        ["a", tf.tensor2d([1, 2, 2, 4], [2, 2])],
        ["b", tf.scalar(-12)],
      ]);
      expect(await gradientNorm(gradients).data()).toBeAllclose([13]);
      expect(await gradientNorm(new Map()).data()).toBeAllclose([0]);
      await expectNoLeak(tf, () => gradientNorm(gradients).dispose());
    });

    test("the global norm scales all alike, and only where it is too large", async () => {
      const gradients = new Map([
        ["a", tf.tensor1d([3, 0])],
        ["b", tf.tensor1d([0, -4])],
      ]);
      const clipped = clipGradients({ parameters: none, gradients }, { clipNorm: 1 });
      expect(await valuesOf(clipped)).toBeAllclose([
        [0.6, 0],
        [0, -0.8],
      ]);
      expect(await valuesOf(clipGradients({ parameters: none, gradients }, { clipNorm: 5.01 }))).toEqual([
        [3, 0],
        [0, -4],
      ]);
      const zeros = new Map([["a", tf.zeros([2])]]);
      expect(await valuesOf(clipGradients({ parameters: none, gradients: zeros }, { clipNorm: 1 }))).toEqual([
        [0, 0],
      ]);
    });

    test("values are clipped before the norm is taken", async () => {
      const gradients = new Map([["a", tf.tensor1d([100, 3, -4])]]);
      const clipped = clipGradients({ parameters: none, gradients }, { clipValue: 4, clipNorm: 1 });
      const norm = Math.sqrt(41);
      expect(await valuesOf(clipped)).toBeAllclose([[4 / norm, 3 / norm, -4 / norm]]);
      expect(await valuesOf(gradients)).toEqual([[100, 3, -4]]);
    });

    test("a gradient that is not a number stays one", async () => {
      const gradients = new Map([["a", tf.tensor1d([Number.NaN, 3])]]);
      for (const settings of [{ clipValue: 1 }, { clipNorm: 1 }, { clipAdaptive: 1 }]) {
        const parameters = new Map([["a", tf.tidy(() => tf.variable(tf.ones([2])))]]);
        const clipped = clipGradients({ parameters, gradients }, settings);
        expect((await valuesOf(clipped))[0]?.[0], JSON.stringify(settings)).toBeNaN();
      }
    });

    test("units are clipped by the size of their weights", async () => {
      // Two units of a kernel [2, 2]: weights of norm 5 and 0, gradients of norm 10 and 0.01.
      const weights = tf.tensor2d([3, 0, 4, 0], [2, 2]);
      const gradient = tf.tensor2d([6, 0.006, 8, 0.008], [2, 2]);
      expect(await clipUnits({ gradient, weights, ratio: 0.1 }).data()).toBeAllclose([0.3, 6e-5, 0.4, 8e-5]);
      expect(await clipUnits({ gradient, weights, ratio: 20 }).data()).toEqual(await gradient.data());
      // A vector is one unit, and so is a scalar.
      const [bias, slope] = [tf.tensor1d([3, 4]), tf.tensor1d([30, 40])];
      expect(await clipUnits({ gradient: slope, weights: bias, ratio: 0.1 }).data()).toBeAllclose([0.3, 0.4]);
      expect(
        await clipUnits({ gradient: tf.scalar(-7), weights: tf.scalar(2), ratio: 0.5 }).data(),
      ).toBeAllclose([-1]);
      // Units of a convolution share its last axis.
      const kernel = tf.tensor4d([3, 1, 4, 1], [2, 1, 1, 2]);
      expect(
        await clipUnits({ gradient: tf.onesLike(kernel), weights: kernel, ratio: 0.1 }).data(),
      ).toBeAllclose([0.5 / Math.SQRT2, 0.1, 0.5 / Math.SQRT2, 0.1]);
      expect(
        await clipUnits({ gradient: tf.zeros([2]), weights: tf.zeros([2]), ratio: 1 }).data(),
      ).toBeAllclose([0, 0]);
      await expectNoLeak(tf, () => clipUnits({ gradient, weights, ratio: 0.1 }).dispose());
    });

    test.each([
      [{ clipNorm: 1 }, [-0.6, -0.8]],
      [{ clipValue: 2 }, [-2, -2]],
      // Weights of norm √2.
      [{ clipAdaptive: 1 }, [-0.6 * Math.SQRT2, -0.8 * Math.SQRT2]],
      [{}, [-3, -4]],
    ])("an optimizer with %j steps by clipped gradients", async (clip, expected) => {
      const w = tf.tidy(() => tf.variable(tf.tensor1d([1, 1])));
      const optimizer = openOptimizer({ ...sgd, ...clip });
      const gradient = tf.tensor1d([3, 4]);
      optimizer.apply(new Map([["w", w]]), new Map([["w", gradient]]));
      expect(await w.data()).toBeAllclose(expected.map((each) => each + 1));
      expect([...(await gradient.data())]).toEqual([3, 4]);
      tf.dispose([w, gradient]);
    });

    test("decay of weights is not clipped with the gradient", async () => {
      const w = tf.tidy(() => tf.variable(tf.tensor1d([10, 0])));
      const optimizer = openOptimizer({ ...sgd, weightDecay: 0.5, clipNorm: 1 });
      const gradient = tf.tensor1d([0, 100]);
      optimizer.apply(new Map([["w", w]]), new Map([["w", gradient]]));
      expect(await w.data()).toBeAllclose([5, -1]);
      tf.dispose([w, gradient]);
    });
  },
);
