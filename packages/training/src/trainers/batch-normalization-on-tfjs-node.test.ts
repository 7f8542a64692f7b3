import { installGradients, installKernels, openBackend } from "@ganlens/backend";
import { batchNormalizationKernels, Random } from "@ganlens/core";
import { normalizeWithBatchStatistics } from "@ganlens/models";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const native = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);

const draw = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(4).split(name).normal(tf.util.sizeFromShape(shape)), shape);

interface Case {
  readonly shape: number[];
  readonly scale: boolean;
  readonly center: boolean;
}

/** The value, mean and variance, and the gradients of a weighted sum with respect to all inputs. */
async function results({ shape, scale, center }: Case): Promise<number[][]> {
  const channels = shape.slice(-1);
  const tensors = tf.tidy(() => {
    const statistics: tf.Tensor[] = [];
    const inputs = [
      draw("x", shape),
      ...(scale ? [draw("gamma", channels)] : []),
      ...(center ? [draw("beta", channels)] : []),
    ];
    const weights = draw("weights", shape);
    const normalize = (...[x, ...parameters]: tf.Tensor[]) =>
      normalizeWithBatchStatistics({
        x: x as tf.Tensor,
        gamma: scale ? parameters[0] : undefined,
        beta: center ? parameters.at(-1) : undefined,
        epsilon: 1e-3,
        onStatistics: (mean, variance) => {
          if (statistics.length < 2) statistics.push(tf.keep(tf.clone(mean)), tf.keep(tf.clone(variance)));
        },
      });
    const value = normalize(...inputs);
    return [
      value,
      ...statistics,
      ...tf.grads((...given) => tf.sum(tf.mul(weights, normalize(...given))))(inputs),
    ];
  });
  const values = await Promise.all(tensors.map(async (tensor) => Array.from(await tensor.data())));
  tf.dispose(tensors);
  return values;
}

describe.skipIf(!native)("models' batch normalisation on tfjs-node (needs tfjs-node)", () => {
  const undo: (() => void)[] = [];
  beforeAll(async () => {
    await openBackend({ require: "node" });
    undo.push(installKernels(tf), installGradients(tf));
  });
  afterAll(() => {
    for (const step of undo) step();
  });

  it("finds the kernels that the backend has for it", () => {
    expect(tf.getKernel(batchNormalizationKernels.forward, "tensorflow")).toBeDefined();
    expect(tf.getKernel(batchNormalizationKernels.backward, "tensorflow")).toBeDefined();
  });

  it.each([
    { shape: [6, 3], scale: true, center: true },
    { shape: [4, 3, 2, 5], scale: true, center: true },
    { shape: [4, 3, 2, 5], scale: false, center: true },
    { shape: [4, 3, 2, 5], scale: true, center: false },
    { shape: [3, 4, 2], scale: false, center: false },
  ])("comes out as on cpu for $shape, gamma $scale, beta $center", async (each) => {
    const before = tf.memory().numTensors;
    const ours = await results(each);
    expect(tf.memory().numTensors).toBe(before);
    await tf.setBackend("cpu");
    const expected = await results(each);
    await tf.setBackend("tensorflow");
    expect(ours.map(({ length }) => length)).toEqual(expected.map(({ length }) => length));
    for (const [i, values] of expected.entries()) {
      for (const [j, value] of values.entries()) expect(ours[i]?.[j]).toBeCloseTo(value, 4);
    }
  });

  it("fails at a second derivative", () => {
    const twice = () =>
      tf.tidy(() =>
        tf.grad((given: tf.Tensor) =>
          tf.sum(
            tf.square(
              tf.grad((x: tf.Tensor) =>
                tf.sum(tf.square(normalizeWithBatchStatistics({ x, epsilon: 1e-3 }))),
              )(given),
            ),
          ),
        )(draw("x", [5, 3])),
      );
    expect(twice).toThrow("second derivative");
  });
});
