import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import "@tensorflow/tfjs-backend-wasm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installKernels, type Restore } from "./install-kernels.ts";

let restore: Restore;

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("wasm");
  restore = installKernels(tf);
});

afterAll(() => restore());

const normal = (name: string, shape: number[]) =>
  tf.tensor(Random.fromSeed(29).split(name).normal(tf.util.sizeFromShape(shape)), shape);

/** Values, types and shapes of what `compute` gives on a backend, and the tensors it leaves behind. */
async function on(backend: string, compute: () => tf.Tensor[]) {
  await tf.setBackend(backend);
  const before = tf.memory();
  const results = tf.tidy(compute);
  const outputs = await Promise.all(
    results.map(async (result) => ({
      values: [...(await result.data())],
      shape: result.shape,
      dtype: result.dtype,
    })),
  );
  tf.dispose(results);
  const after = tf.memory();
  await tf.setBackend("wasm");
  const leaked = after.numTensors - before.numTensors + after.numDataBuffers - before.numDataBuffers;
  return { outputs, leaked };
}

/** Expects our wasm kernels to agree with the cpu backend, and to leak nothing. */
async function expectAgreement(compute: () => tf.Tensor[], tolerance = 1e-5) {
  const ours = await on("wasm", compute);
  const cpu = await on("cpu", compute);
  expect(ours.leaked).toBe(0);
  for (const [i, expected] of cpu.outputs.entries()) {
    const received = ours.outputs[i];
    expect({ shape: received?.shape, dtype: received?.dtype }).toEqual({
      shape: expected.shape,
      dtype: expected.dtype,
    });
    const scale = Math.max(1e-3, ...expected.values.map(Math.abs));
    const errors = expected.values.map((value, j) =>
      Object.is(value, received?.values[j]) ? 0 : Math.abs(value - (received?.values[j] ?? Number.NaN)),
    );
    expect(Math.max(0, ...errors) / scale).toBeLessThan(tolerance);
  }
}

describe("kernels of our own on wasm agree with cpu", () => {
  const unary: Record<string, (x: tf.Tensor) => tf.Tensor> = {
    exp: tf.exp,
    leakyRelu: (x) => tf.leakyRelu(x, 0.3),
    log: (x) => tf.log(tf.abs(x)),
    sigmoid: tf.sigmoid,
    sign: tf.sign,
    softplus: tf.softplus,
    tanh: tf.tanh,
    clone: tf.clone,
  };
  it.each(Object.keys(unary))("%s, and its gradient", async (name) => {
    const f = unary[name] as (x: tf.Tensor) => tf.Tensor;
    await expectAgreement(() => {
      const x = normal("x", [5, 7]);
      return [f(x), tf.grad((x: tf.Tensor) => tf.sum(tf.square(f(x))))(x)];
    });
  });

  it("leakyRelu and sign of integers", async () => {
    await expectAgreement(() => {
      const x = tf.tensor1d([-3, 0, 5], "int32");
      return [tf.leakyRelu(x, 0.5), tf.cast(x, "int32"), tf.cast(x, "float32")];
    });
  });

  const pairwise = { greater: tf.greater, greaterEqual: tf.greaterEqual, less: tf.less };
  const others = { lessEqual: tf.lessEqual, equal: tf.equal, notEqual: tf.notEqual };
  const all: Record<string, (a: tf.Tensor, b: tf.Tensor) => tf.Tensor> = {
    ...pairwise,
    ...others,
    maximum: tf.maximum,
    minimum: tf.minimum,
  };
  it.each(Object.keys(all))("%s of every broadcast", async (name) => {
    const f = all[name] as (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;
    await expectAgreement(() => {
      const a = tf.round(normal("a", [3, 5]));
      const b = tf.round(normal("b", [3, 5]));
      const integers = tf.cast(a, "int32");
      return [
        f(a, b),
        f(a, tf.scalar(0)),
        f(tf.scalar(0), b),
        f(a, tf.tensor([[1]])),
        f(tf.tensor([[[1]]]), b),
        f(a, tf.slice(b, [0, 0], [1, 5])),
        f(tf.slice(b, [0, 0], [3, 1]), b),
        f(integers, integers),
        f(tf.scalar(1), tf.scalar(1)),
      ];
    });
  });

  it("where", async () => {
    await expectAgreement(() => {
      const [a, b] = [normal("a", [3, 5]), normal("b", [3, 5])];
      return [
        tf.where(tf.greater(a, b), a, b),
        tf.where(tf.greater(a, b), a, tf.scalar(0)),
        tf.where(tf.greater(a, b), tf.cast(a, "int32"), tf.cast(b, "int32")),
      ];
    });
  });

  it.each([{ axes: [0] }, { axes: [0, 1] }, { axes: [0, 1, 2] }, { axes: [2] }, { axes: [1, 2] }])(
    "sum and mean over $axes",
    async ({ axes }) => {
      await expectAgreement(() => {
        const x = tf.add(normal("x", [6, 5, 7]), 1);
        return [true, false].flatMap((keepDims) => [
          tf.sum(x, axes, keepDims),
          tf.mean(x, axes, keepDims),
          tf.sum(tf.cast(x, "int32"), axes, keepDims),
        ]);
      });
    },
  );

  it.each([
    { shape: [5, 6], perm: [1, 0] },
    { shape: [2, 5, 3], perm: [0, 2, 1] },
    { shape: [2, 3, 4, 5], perm: [0, 3, 1, 2] },
    { shape: [2, 3, 4, 5], perm: [3, 0, 1, 2] },
    { shape: [2, 3, 4, 5], perm: [0, 2, 1, 3] },
    { shape: [2, 3, 4, 5], perm: [3, 1, 2, 0] },
    { shape: [1, 3, 1, 5], perm: [2, 3, 0, 1] },
    { shape: [2, 3], perm: [0, 1] },
  ])("transpose of $shape by $perm", async ({ shape, perm }) => {
    await expectAgreement(() => [
      tf.transpose(normal("x", shape), perm),
      tf.transpose(tf.cast(normal("x", shape), "int32"), perm),
    ]);
  });

  it.each([{ reps: [2, 1, 3] }, { reps: [1, 4, 1] }, { reps: [1, 1, 1] }, { reps: [2, 3, 4] }])(
    "tile by $reps",
    async ({ reps }) => {
      await expectAgreement(() => [tf.tile(normal("x", [2, 3, 4]), reps)]);
    },
  );

  it.each(["linear", "relu", "sigmoid", "elu"] as const)(
    "fused matMul and conv2d with %s",
    async (activation) => {
      await expectAgreement(() => {
        const [a, b] = [normal("a", [5, 7]), normal("b", [9, 7])];
        const bias = normal("bias", [9]);
        const dense = tf.fused.matMul({ a, b, bias, activation, transposeB: true });
        const x = normal("x", [2, 7, 6, 3]) as tf.Tensor4D;
        const filter = normal("filter", [3, 2, 3, 9]) as tf.Tensor4D;
        const convolved = tf.fused.conv2d({ x, filter, strides: 2, pad: "same", bias, activation });
        return [dense, convolved];
      });
    },
  );

  it.each([
    { filter: [3, 3, 3, 5], strides: [1, 1], pad: "same", dilations: [2, 2] },
    { filter: [5, 4, 3, 2], strides: [2, 1], pad: "valid", dilations: [1, 1] },
    { filter: [2, 2, 3, 4], strides: [3, 3], pad: "same", dilations: [1, 1] },
    { filter: [1, 1, 3, 4], strides: [2, 2], pad: "same", dilations: [1, 1] },
    { filter: [3, 3, 3, 1], strides: [1, 1], pad: 2, dilations: [1, 1] },
  ] as const)("conv2d by $filter, strides $strides, pad $pad, dilations $dilations", async (shape) => {
    await expectAgreement(() => {
      const x = normal("x", [3, 8, 9, 3]) as tf.Tensor4D;
      const filter = normal("filter", [...shape.filter]) as tf.Tensor4D;
      return [tf.conv2d(x, filter, [...shape.strides], shape.pad, "NHWC", [...shape.dilations])];
    });
  });

  it("products of empty, batched and broadcast operands", async () => {
    await expectAgreement(() => [
      tf.matMul(normal("a", [3, 4, 5]), normal("b", [5, 2])),
      tf.matMul(normal("a", [4, 5]), normal("b", [3, 5, 2])),
      tf.matMul(normal("a", [2, 1, 4, 5]), normal("b", [1, 3, 5, 2])),
      tf.matMul(normal("a", [3, 5, 4]), normal("b", [3, 2, 5]), true, true),
    ]);
  });
});

describe("shared values", () => {
  it("outlive the tensor they were cloned from", async () => {
    const x = tf.tensor1d([1, 2, 3]);
    const clone = tf.clone(x);
    const same = tf.cast(x, "float32");
    x.dispose();
    expect([...(await clone.data())]).toEqual([1, 2, 3]);
    clone.dispose();
    expect([...(await same.data())]).toEqual([1, 2, 3]);
    same.dispose();
  });

  it("do not change when a variable is assigned", async () => {
    const variable = tf.variable(tf.tensor1d([1, 2]), false);
    const before = tf.clone(variable);
    variable.assign(tf.tensor1d([3, 4]));
    expect([...(await before.data())]).toEqual([1, 2]);
    tf.dispose([variable, before]);
  });
});
