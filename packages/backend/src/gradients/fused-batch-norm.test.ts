import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { installGradients } from "./install-gradients.ts";

beforeAll(async () => {
  await openBackend({ require: "cpu" });
});

const normal = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(5).split(name).normal(tf.util.sizeFromShape(shape)), shape);

/** Gradients of a weighted sum of the normalised values with respect to all five inputs. */
function gradients(shape: number[], statistics: number[]) {
  return tf.tidy(() => {
    const inputs = [
      normal("x", shape),
      normal("mean", statistics),
      tf.add(tf.square(normal("variance", statistics)), 0.3),
      normal("offset", statistics),
      normal("scale", statistics),
    ];
    const weights = normal("weights", shape);
    return tf
      .grads((x: tf.Tensor, mean: tf.Tensor, variance: tf.Tensor, offset: tf.Tensor, scale: tf.Tensor) =>
        tf.sum(
          tf.mul(
            tf.batchNorm(
              x,
              mean as tf.Tensor1D,
              variance as tf.Tensor1D,
              offset as tf.Tensor1D,
              scale as tf.Tensor1D,
              1e-3,
            ),
            weights,
          ),
        ),
      )(inputs)
      .map((gradient) => Array.from(gradient.dataSync()));
  });
}

describe("the batch-normalisation gradient", () => {
  const restore = installGradients(tf);
  afterAll(restore);

  it.each([{ shape: [4, 3, 2, 5] }, { shape: [6, 4] }])("equals the stock one for $shape", ({ shape }) => {
    const statistics = shape.slice(-1);
    const ours = gradients(shape, statistics);
    restore();
    const stock = gradients(shape, statistics);
    expect(installGradients(tf)).not.toBe(restore);
    for (const [i, values] of stock.entries()) {
      for (const [j, value] of values.entries()) expect(ours[i]?.[j]).toBeCloseTo(value, 4);
    }
  });

  it("is the one that runs", () => {
    const mine = tf.getGradient("FusedBatchNorm").gradFunc;
    installGradients(tf)();
    expect(tf.getGradient("FusedBatchNorm").gradFunc).not.toBe(mine);
    installGradients(tf);
  });
});
