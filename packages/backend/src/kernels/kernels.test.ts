import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { installKernels, type Restore } from "./install-kernels.ts";

let restore: Restore;

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  restore = installKernels(tf);
});

afterEach(async () => {
  await tf.setBackend("wasm");
});

const normal = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(11).split(name).normal(tf.util.sizeFromShape(shape)), shape);

/** The values of `compute` on a backend, and what it leaves behind. */
async function on(backend: string, compute: () => tf.Tensor[]) {
  await tf.setBackend(backend);
  const before = tf.memory().numTensors;
  const results = tf.tidy(compute);
  const values = await Promise.all(results.map(async (result) => [...(await result.data())]));
  for (const result of results) result.dispose();
  return { values, leaked: tf.memory().numTensors - before };
}

/** Expects wasm to agree with cpu to float32 accuracy relative to the largest value, and to leak nothing. */
async function expectAgreement(compute: () => tf.Tensor[]) {
  const wasm = await on("wasm", compute);
  const cpu = await on("cpu", compute);
  expect(wasm.leaked).toBe(0);
  for (const [i, expected] of cpu.values.entries()) {
    const received = wasm.values[i] ?? [];
    const scale = Math.max(1e-3, ...expected.map(Math.abs));
    const error = Math.max(0, ...expected.map((value, j) => Math.abs(value - (received[j] ?? Number.NaN))));
    expect(received).toHaveLength(expected.length);
    expect(error / scale).toBeLessThan(1e-5);
  }
}

const convolutions = [
  { filter: [4, 4, 3, 5], stride: 2, pad: "same", input: [3, 8, 8, 3] },
  { filter: [5, 5, 1, 4], stride: 2, pad: "same", input: [2, 7, 9, 1] },
  { filter: [3, 3, 4, 2], stride: 1, pad: "same", input: [2, 6, 5, 4] },
  { filter: [3, 2, 2, 3], stride: 1, pad: "valid", input: [2, 6, 5, 2] },
  { filter: [3, 3, 2, 3], stride: 2, pad: "valid", input: [1, 8, 8, 2] },
  { filter: [2, 2, 3, 3], stride: 3, pad: "valid", input: [2, 8, 9, 3] },
  { filter: [4, 4, 2, 3], stride: 3, pad: 1, input: [2, 9, 10, 2] },
  { filter: [1, 1, 6, 8], stride: 1, pad: "same", input: [2, 4, 4, 6] },
] as const;

describe("convolution gradients on wasm", () => {
  it.each(convolutions)("agree with cpu: filter $filter, stride $stride, pad $pad", async (shape) => {
    const input = [...shape.input];
    const filter = [...shape.filter] as [number, number, number, number];
    await expectAgreement(() => {
      const x = normal("x", input) as tf.Tensor4D;
      const f = normal("f", filter) as tf.Tensor4D;
      const [dx, df] = tf.grads((x: tf.Tensor, f: tf.Tensor) => {
        const y = tf.conv2d(x as tf.Tensor4D, f as tf.Tensor4D, shape.stride, shape.pad);
        return tf.sum(tf.mul(y, normal("dy", y.shape)));
      })([x, f]);
      return [dx as tf.Tensor, df as tf.Tensor];
    });
  });

  it("agree with cpu for a transposed convolution and unequal strides", async () => {
    await expectAgreement(() => {
      const x = normal("x", [2, 3, 4, 5]) as tf.Tensor4D;
      const f = normal("f", [4, 3, 2, 5]) as tf.Tensor4D;
      const run = (x: tf.Tensor, f: tf.Tensor) =>
        tf.conv2dTranspose(x as tf.Tensor4D, f as tf.Tensor4D, [2, 6, 12, 2], [2, 3], "same");
      const y = run(x, f);
      const gradients = tf.grads((x: tf.Tensor, f: tf.Tensor) =>
        tf.sum(tf.mul(run(x, f), normal("dy", y.shape))),
      )([x, f]);
      return [y, ...gradients];
    });
  });
});

describe("matrix products on wasm", () => {
  it.each([
    { transposeA: true, transposeB: false, a: [7, 5], b: [7, 6] },
    { transposeA: false, transposeB: true, a: [5, 7], b: [6, 7] },
    { transposeA: true, transposeB: true, a: [7, 5], b: [6, 7] },
    { transposeA: true, transposeB: true, a: [3, 7, 5], b: [3, 6, 7] },
  ])(
    "agree with cpu: $a · $b, transposed $transposeA, $transposeB",
    async ({ transposeA, transposeB, a, b }) => {
      await expectAgreement(() => [tf.matMul(normal("a", a), normal("b", b), transposeA, transposeB)]);
    },
  );
});

describe("sums on wasm", () => {
  it.each([
    { axes: [0], keepDims: false },
    { axes: [1, 0], keepDims: true },
    { axes: [0, 1, 2], keepDims: false },
    { axes: [2], keepDims: false },
    { axes: [0, 2], keepDims: true },
    { axes: [], keepDims: false },
  ])("agree with cpu over axes $axes", async ({ axes, keepDims }) => {
    await expectAgreement(() => [tf.sum(normal("x", [3, 4, 5, 2]), axes, keepDims)]);
  });
});

describe("installKernels", () => {
  it("installs once and restores the stock kernels", async () => {
    expect(installKernels(tf)).toBe(restore);
    const ours = tf.getKernel("BatchMatMul", "wasm").kernelFunc;
    restore();
    expect(tf.getKernel("BatchMatMul", "wasm").kernelFunc).not.toBe(ours);
    expect(tf.getKernel("Conv2DBackpropFilter", "wasm")).toBeUndefined();
    const gradient = () =>
      tf.tidy(() =>
        tf.grad((f: tf.Tensor) =>
          tf.sum(tf.conv2d(normal("x", [1, 4, 4, 1]) as tf.Tensor4D, f as tf.Tensor4D, 1, "same")),
        )(normal("f", [3, 3, 1, 1])),
      );
    expect(gradient).toThrow(/Conv2DBackpropFilter/);
    restore = installKernels(tf);
    expect(gradient().shape).toEqual([3, 3, 1, 1]);
  });
});
