import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { installGradients } from "./install-gradients.ts";

beforeAll(async () => {
  await openBackend({ require: "cpu" });
});

let restore: () => void;
beforeEach(() => {
  restore = installGradients(tf);
});
afterEach(() => restore());

const random = Random.fromSeed(5);
const draw = (name: string, shape: number[]) =>
  tf.tensor(random.split(name).normal(tf.util.sizeFromShape(shape)), shape);

type Function = (...inputs: tf.Tensor[]) => tf.Tensor;

/** First derivatives of Σ f², and those of the sum of their squares: to second order. */
function derivatives(f: Function, inputs: tf.Tensor[]): number[][] {
  return tf.tidy(() => {
    const first = (...at: tf.Tensor[]) => tf.grads((...x) => tf.sum(tf.square(f(...x))))(at);
    const second = tf.grads((...at) => tf.addN(first(...at).map((part) => tf.sum(tf.square(part)))))(inputs);
    return [...first(...inputs), ...second].map((tensor) => Array.from(tensor.dataSync()));
  });
}

/** How often each kernel runs while `work` does. */
function kernelsOf(work: () => void): Record<string, number> {
  const engine = tf.engine() as unknown as { runKernel: (name: string, ...rest: unknown[]) => unknown };
  const counts: Record<string, number> = {};
  const { runKernel } = engine;
  engine.runKernel = (name, ...rest) => {
    counts[name] = (counts[name] ?? 0) + 1;
    return runKernel.call(engine, name, ...rest);
  };
  tf.tidy(work);
  engine.runKernel = runKernel;
  return counts;
}

const strides = 2;
const cases: Record<string, { fused: Function; plain: Function; shapes: number[][] }> = {};
for (const transposeA of [false, true]) {
  for (const transposeB of [false, true]) {
    cases[`matMul, transposed ${transposeA}, ${transposeB}, with bias`] = {
      fused: (a, b, bias) =>
        tf.fused.matMul({
          a: a as tf.Tensor2D,
          b: b as tf.Tensor2D,
          bias: bias as tf.Tensor,
          transposeA,
          transposeB,
        }),
      plain: (a, b, bias) =>
        tf.add(tf.matMul(a as tf.Tensor, b as tf.Tensor, transposeA, transposeB), bias as tf.Tensor),
      shapes: [transposeA ? [3, 5] : [5, 3], transposeB ? [4, 3] : [3, 4], [4]],
    };
  }
}
cases["matMul in batches, without bias"] = {
  fused: (a, b) => tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D }),
  plain: (a, b) => tf.matMul(a as tf.Tensor, b as tf.Tensor),
  shapes: [
    [2, 5, 3],
    [2, 3, 4],
  ],
};
cases["conv2d with bias"] = {
  fused: (x, filter, bias) =>
    tf.fused.conv2d({
      x: x as tf.Tensor4D,
      filter: filter as tf.Tensor4D,
      bias: bias as tf.Tensor,
      strides,
      pad: "same",
    }),
  plain: (x, filter, bias) =>
    tf.add(tf.conv2d(x as tf.Tensor4D, filter as tf.Tensor4D, strides, "same"), bias as tf.Tensor),
  shapes: [[2, 5, 6, 2], [3, 3, 2, 4], [4]],
};
cases["conv2d of one image, without bias"] = {
  fused: (x, filter) =>
    tf.fused.conv2d({ x: x as tf.Tensor3D, filter: filter as tf.Tensor4D, strides, pad: 1 }),
  plain: (x, filter) => tf.conv2d(x as tf.Tensor3D, filter as tf.Tensor4D, strides, 1),
  shapes: [
    [5, 6, 2],
    [3, 3, 2, 4],
  ],
};

describe("gradients of fused kernels", () => {
  it.each(Object.keys(cases))("are those of the parts, to second order: %s", (name) => {
    const { fused, plain, shapes } = cases[name] as (typeof cases)[string];
    const inputs = shapes.map((shape, i) => draw(`${name}-${i}`, shape));
    const before = tf.memory().numTensors;
    const [ours, parts] = [derivatives(fused, inputs), derivatives(plain, inputs)];
    expect(tf.memory().numTensors).toBe(before);
    expect(ours).toHaveLength(2 * inputs.length);
    for (const [i, values] of ours.entries()) {
      const expected = parts[i] as number[];
      const size = Math.max(...expected.map(Math.abs));
      for (const [j, value] of values.entries()) {
        expect(Math.abs(value - (expected[j] as number)) / size).toBeLessThan(1e-5);
      }
    }
    tf.dispose(inputs);
  });

  it("are computed only for what is asked, which stock does not", () => {
    const inputs = [draw("x", [2, 6, 6, 2]), draw("filter", [3, 3, 2, 4]), draw("bias", [4])] as const;
    const [x, filter, bias] = inputs;
    const network = (image: tf.Tensor) =>
      tf.sum((cases["conv2d with bias"] as (typeof cases)[string]).fused(image, filter, bias));
    const ofImage = () => kernelsOf(() => tf.grad(network)(x));
    expect(ofImage()).toMatchObject({ Conv2DBackpropInput: 1 });
    expect(ofImage()).not.toHaveProperty("Conv2DBackpropFilter");
    restore();
    expect(ofImage()).toMatchObject({ Conv2DBackpropInput: 1, Conv2DBackpropFilter: 1 });
    restore = installGradients(tf);
    tf.dispose([...inputs]);
  });

  it("leave an operation with a gradient of the caller's own around a fused kernel to that gradient", async () => {
    const [a, b] = [draw("a", [1, 2, 3]), draw("b", [1, 3, 2])];
    const tripled = tf.customGrad((x) => ({
      value: tf.fused.matMul({ a: x as unknown as tf.Tensor2D, b: b as unknown as tf.Tensor2D }),
      gradFunc: () => tf.fill(a.shape, 3),
    }));
    const change = tf.tidy(() => tf.grad((x: tf.Tensor) => tf.sum(tripled(x)))(a));
    expect(Array.from(await change.data())).toEqual(Array(6).fill(3));
    tf.dispose([a, b, change]);
  });
});
