import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installKernels, type Restore } from "../kernels/install-kernels.ts";
import { installGradients } from "./install-gradients.ts";

const restores: Restore[] = [];

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("wasm");
  restores.push(installKernels(tf), installGradients(tf));
});

afterAll(() => {
  for (const restore of restores) restore();
});

const values = Random.fromSeed(31).normal(3 * 5 * 2);
const functions: Record<string, { f: (x: tf.Tensor) => tf.Tensor; of: (x: number) => number }> = {
  relu: { f: (x) => tf.relu(x), of: (x) => (x > 0 ? 1 : 0) },
  leakyRelu: { f: (x) => tf.leakyRelu(x, 0.3), of: (x) => (x > 0 ? 1 : 0.3) },
  tanh: { f: (x) => tf.tanh(x), of: (x) => 1 - Math.tanh(x) ** 2 },
  sigmoid: { f: (x) => tf.sigmoid(x), of: (x) => Math.exp(-x) / (1 + Math.exp(-x)) ** 2 },
};

describe.each(["wasm", "cpu"])("gradients on %s", (backend) => {
  beforeAll(async () => {
    await tf.setBackend(backend);
  });

  it.each(Object.keys(functions))("of %s, to second order, without a leak", async (name) => {
    const { f, of } = functions[name] as (typeof functions)[string];
    const x = tf.tensor(values, [3, 5, 2]);
    const before = tf.memory().numTensors;
    const first = tf.tidy(() => tf.grad((x: tf.Tensor) => tf.sum(tf.mul(f(x), 2)))(x));
    const second = tf.tidy(() =>
      tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.grad((x: tf.Tensor) => tf.sum(f(x)))(x))))(x),
    );
    const [firstValues, secondValues] = [await first.data(), await second.data()];
    const h = 1e-4;
    for (const [i, value] of values.entries()) {
      expect(firstValues[i]).toBeCloseTo(2 * of(value), 5);
      const derivative = (of(value + h) ** 2 - of(value - h) ** 2) / (2 * h);
      expect(secondValues[i]).toBeCloseTo(derivative, 4);
    }
    tf.dispose([first, second]);
    expect(tf.memory().numTensors).toBe(before);
    x.dispose();
  });

  it.each([
    { axes: [0], keepDims: false },
    { axes: [1, 2], keepDims: true },
    { axes: [0, 1, 2], keepDims: false },
    { axes: [2], keepDims: false },
  ])("of sum and mean over $axes", async ({ axes, keepDims }) => {
    const x = tf.tensor(values, [3, 5, 2]);
    const reduced = axes.reduce((product, axis) => product * (x.shape[axis] as number), 1);
    const [ofSum, ofMean, twice] = tf.tidy(() => [
      tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.sum(x, axes, keepDims))))(x),
      tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.mean(x, axes, keepDims))))(x),
      tf.grad((x: tf.Tensor) => {
        const inner = tf.grad((x: tf.Tensor) => tf.sum(tf.square(tf.mean(x, axes, keepDims))));
        return tf.sum(tf.square(inner(x)));
      })(x),
    ]) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const sums = tf.tidy(() => tf.add(tf.sum(x, axes, true), tf.zeros(x.shape)));
    const [expected, sumValues] = [await sums.data(), await ofSum.data()];
    const [meanValues, twiceValues] = [await ofMean.data(), await twice.data()];
    for (const [i, sum] of expected.entries()) {
      expect(sumValues[i]).toBeCloseTo(2 * sum, 4);
      expect(meanValues[i]).toBeCloseTo((2 * sum) / reduced ** 2, 5);
      // The inner gradient is 2 Σ / n² for each of the n values; its square's gradient is 8 Σ / n³.
      expect(twiceValues[i]).toBeCloseTo((8 * sum) / reduced ** 3, 5);
    }
    tf.dispose([x, ofSum, ofMean, twice, sums]);
  });

  it.each([{ withScale: true }, { withScale: false }])(
    "of a batch normalisation equal the composed formula, scale $withScale",
    async ({ withScale }) => {
      const draw = (name: string, shape: number[]) =>
        tf.tensor(Random.fromSeed(37).split(name).normal(tf.util.sizeFromShape(shape)), shape);
      const inputs = [draw("x", [2, 3, 2, 5]), draw("mean", [5]), tf.square(draw("variance", [5]))];
      inputs.push(draw("offset", [5]), ...(withScale ? [draw("scale", [5])] : []));
      const weights = draw("weights", [2, 3, 2, 5]);
      const [x, mean, variance, offset, scale] = inputs as [
        tf.Tensor4D,
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D,
        tf.Tensor1D | undefined,
      ];
      const composed = (
        x: tf.Tensor,
        mean: tf.Tensor,
        variance: tf.Tensor,
        shift: tf.Tensor,
        scale?: tf.Tensor,
      ) => {
        const normalised = tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 0.1)));
        return tf.sum(
          tf.mul(weights, tf.add(scale === undefined ? normalised : tf.mul(normalised, scale), shift)),
        );
      };
      const fused = (...[x, mean, variance, offset, scale]: (typeof inputs)[number][]) =>
        tf.sum(
          tf.mul(
            weights,
            tf.batchNorm(
              x as tf.Tensor4D,
              mean as tf.Tensor1D,
              variance as tf.Tensor1D,
              offset as tf.Tensor1D,
              scale as tf.Tensor1D | undefined,
              0.1,
            ),
          ),
        );
      const given = [x, mean, variance, offset, ...(scale === undefined ? [] : [scale])];
      const ours = tf.tidy(() => tf.grads(fused)(given));
      const expected = tf.tidy(() => tf.grads(composed as typeof fused)(given));
      for (const [i, gradient] of expected.entries()) {
        const [values, received] = [await gradient.data(), await (ours[i] as tf.Tensor).data()];
        const scale = Math.max(...values.map(Math.abs));
        for (const [j, value] of values.entries()) {
          expect(Math.abs((received[j] as number) - value) / scale).toBeLessThan(1e-5);
        }
      }
      tf.dispose([ours, expected, inputs, weights]);
    },
  );
});
