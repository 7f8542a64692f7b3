import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openBackend } from "../open-backend.ts";
import { installKernels, type Restore } from "./install-kernels.ts";

let restore: Restore;

beforeAll(async () => {
  await openBackend({ require: "wasm" });
  restore = installKernels(tf);
});
afterAll(() => restore());

const read = (compute: () => tf.Tensor): number[] => {
  const result = tf.tidy(compute);
  const values = Array.from(result.dataSync());
  result.dispose();
  return values;
};

describe("max pooling on wasm", () => {
  it("gives the gradient of equal elements to the first, also below zero", () => {
    const gradient = (image: number[]) =>
      read(() =>
        tf.grad((x: tf.Tensor) => tf.sum(tf.maxPool(x as tf.Tensor4D, 2, 2, "valid")))(
          tf.tensor4d(image, [1, 2, 2, 1]),
        ),
      );
    expect(gradient([-3, -3, -3, -3])).toEqual([1, 0, 0, 0]);
    expect(gradient([0, 0, 0, 0])).toEqual([1, 0, 0, 0]);
    expect(gradient([-3, -2, -4, -2])).toEqual([0, 1, 0, 0]);
  });

  it.each([
    [false, [3, 0]],
    [true, [3, 4]],
  ])("says where the maximum is, counting the batch: %s", (includeBatch, expected) => {
    const image = tf.tensor4d([-4, -3, -2, -1, -1, -2, -3, -4], [2, 2, 2, 1]);
    const { result, indexes } = tf.maxPoolWithArgmax(image, 2, 2, "valid", includeBatch);
    expect(Array.from((result as tf.Tensor).dataSync())).toEqual([-1, -1]);
    expect(Array.from((indexes as tf.Tensor).dataSync())).toEqual(expected);
    tf.dispose([image, result as tf.Tensor, indexes as tf.Tensor]);
  });
});

describe("unsortedSegmentSum on wasm", () => {
  it("leaves out rows of a negative segment and fills empty ones with zero", () => {
    const sums = read(() =>
      tf.unsortedSegmentSum(tf.tensor2d([1, 2, 3, 4, 5, 6], [3, 2]), tf.tensor1d([2, -1, 2], "int32"), 4),
    );
    expect(sums).toEqual([0, 0, 0, 0, 6, 8, 0, 0]);
  });

  it("keeps integers", () => {
    const sums = tf.tidy(() =>
      tf.unsortedSegmentSum(tf.tensor1d([7, 8, 9], "int32"), tf.tensor1d([1, 0, 1], "int32"), 2),
    );
    expect(sums.dtype).toBe("int32");
    expect(Array.from(sums.dataSync())).toEqual([8, 16]);
    sums.dispose();
  });
});

describe("einsum on wasm", () => {
  it("sums away what only one operand names, which other backends refuse", () => {
    const product = read(() =>
      tf.einsum("ab,cd->ac", tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([1, 1, 2, 2], [2, 2])),
    );
    expect(product).toEqual([6, 12, 14, 28]);
  });

  it("refuses a label twice in one operand, and three operands", () => {
    const square = tf.ones([2, 2]);
    expect(() => tf.einsum("aa->a", square)).toThrow(/each label once in an operand of einsum/);
    expect(() => tf.einsum("ab,bc,cd->ad", square, square, square)).toThrow(/one or two operands/);
    square.dispose();
  });
});

describe("warping on cpu", () => {
  const shift = [1, 0, 1, 0, 1, 0, 0, 0];
  const warp = (fillMode: "constant" | "reflect" | "wrap" | "nearest", fillValue = 0) =>
    read(() =>
      tf.image.transform(
        tf.tensor4d([1, 2, 3, 4, 5, 6, 7, 8], [2, 1, 4, 1]),
        tf.tensor2d([shift], [1, 8]),
        "nearest",
        fillMode,
        fillValue,
      ),
    );

  // The first image is what stock computes rightly; the second it leaves empty.
  it.each([
    ["constant", 9, [2, 3, 4, 9, 6, 7, 8, 9]],
    ["nearest", 0, [2, 3, 4, 4, 6, 7, 8, 8]],
    ["reflect", 0, [2, 3, 4, 4, 6, 7, 8, 8]],
    ["wrap", 0, [2, 3, 4, 1, 6, 7, 8, 5]],
  ] as const)("moves every image of a batch, filling by %s", async (mode, fill, expected) => {
    await tf.setBackend("cpu");
    const undo = installKernels(tf);
    const moved = warp(mode, fill);
    undo();
    const stock = warp(mode, fill);
    await tf.setBackend("wasm");
    expect(moved).toEqual(expected);
    expect(stock.slice(0, 4)).toEqual(expected.slice(0, 4));
    expect(stock.slice(4)).not.toEqual(expected.slice(4));
  });
});
