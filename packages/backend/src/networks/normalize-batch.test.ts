import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installGradients } from "../gradients/install-gradients.ts";
import { installKernels } from "../kernels/install-kernels.ts";
import { openBackend } from "../open-backend.ts";
import { normalizeBatch } from "./normalize-batch.ts";

const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);

const draw = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(6).split(name).normal(tf.util.sizeFromShape(shape), { mean: 0.5 }), shape);

/** The value, and the gradients of a weighted sum of it with respect to x, gamma and beta. */
async function valueAndGradients(shape: number[], stored = shape): Promise<number[][]> {
  const channels = shape.slice(-1);
  const tensors = tf.tidy(() => {
    const inputs = [tf.reshape(draw("x", stored), shape), draw("gamma", channels), draw("beta", channels)];
    const weights = draw("weights", shape);
    const value = (x: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor) => normalizeBatch(x, gamma, beta);
    const loss = (...given: tf.Tensor[]) =>
      tf.sum(tf.mul(weights, value(...(given as [tf.Tensor, tf.Tensor, tf.Tensor]))));
    return [value(...(inputs as [tf.Tensor, tf.Tensor, tf.Tensor])), ...tf.grads(loss)(inputs)];
  });
  const values = await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));
  expect(tensors.map((tensor) => tensor.shape)).toEqual([shape, shape, channels, channels]);
  tf.dispose(tensors);
  return values;
}

describe.skipIf(!native)("batch normalisation by TensorFlow's own operations (needs tfjs-node)", () => {
  const undo: (() => void)[] = [];
  beforeAll(async () => {
    await openBackend({ require: "node" });
    undo.push(installKernels(tf), installGradients(tf));
  });
  afterAll(() => {
    for (const step of undo) step();
  });

  it.each([
    { shape: [5, 3] },
    { shape: [4, 3, 2, 5] },
    { shape: [3, 2, 4] },
    { shape: [2, 3, 3, 2], stored: [2, 18] },
    { shape: [12, 3], stored: [2, 3, 2, 3] },
    { shape: [1, 4] },
  ])("equals moments and batchNorm on cpu for $shape", async ({ shape, stored }) => {
    const before = tf.memory().numTensors;
    const ours = await valueAndGradients(shape, stored);
    expect(tf.memory().numTensors).toBe(before);
    await tf.setBackend("cpu");
    const expected = await valueAndGradients(shape, stored);
    await tf.setBackend("tensorflow");
    for (const [i, values] of expected.entries()) {
      const scale = Math.max(1, ...values.map(Math.abs));
      for (const [j, value] of values.entries()) {
        expect(Math.abs((ours[i]?.[j] as number) - value) / scale).toBeLessThan(1e-4);
      }
    }
  });

  it("is TensorFlow's, and asks for fewer operations", () => {
    const kernels = async () =>
      (await tf.profile(() => tf.tidy(() => normalizeBatch(draw("x", [6, 3]), tf.ones([3]), tf.zeros([3])))))
        .kernelNames;
    return expect(kernels()).resolves.toContain("GanlensBatchNormalization");
  });

  it("has a right second derivative", async () => {
    const second = async () => {
      const tensors = tf.tidy(() => {
        const [x, weights] = [draw("x", [5, 3]), draw("weights", [5, 3])];
        const first = tf.grad((given: tf.Tensor) =>
          tf.sum(tf.mul(weights, normalizeBatch(given, draw("gamma", [3]), draw("beta", [3])))),
        );
        return tf.grad((given: tf.Tensor) => tf.sum(tf.square(first(given))))(x);
      });
      const values = Array.from(await tensors.data());
      tensors.dispose();
      return values;
    };
    const ours = await second();
    await tf.setBackend("cpu");
    const expected = await second();
    await tf.setBackend("tensorflow");
    expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(0.01);
    for (const [i, value] of expected.entries()) expect(ours[i]).toBeCloseTo(value, 3);
  });
});
