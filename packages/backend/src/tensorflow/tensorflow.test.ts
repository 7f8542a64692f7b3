import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { installKernels } from "../kernels/install-kernels.ts";
import { openBackend } from "../open-backend.ts";

const starts = await openBackend({ require: "node" }).then(
  () => true,
  () => false,
);

const random = Random.fromSeed(8);
const draw = (shape: number[]) =>
  tf.tensor(random.split(`${shape}`).normal(tf.util.sizeFromShape(shape)), shape);

/** What the cpu backend gives for the same, with the tensors made anew there. */
async function onCpu(work: () => tf.Tensor): Promise<Float32Array> {
  await tf.setBackend("cpu");
  const result = tf.tidy(work);
  const values = (await result.data()) as Float32Array;
  result.dispose();
  await tf.setBackend("tensorflow");
  return values;
}

describe.skipIf(!starts)("kernels of ours on tfjs-node (needs tfjs-node)", () => {
  let restore: () => void;

  beforeAll(() => {
    restore = installKernels(tf);
  });
  afterAll(() => restore());

  const cases: Record<string, () => tf.Tensor> = {
    "a product of what was reshaped": () =>
      tf.matMul(tf.reshape(draw([24]), [4, 6]), tf.reshape(draw([12]), [6, 2])),
    "a product of reshaped and transposed factors": () =>
      tf.matMul(tf.reshape(draw([2, 12]), [6, 4]), tf.reshape(draw([12]), [2, 6]), true, true),
    "a product in batches": () => tf.matMul(draw([3, 4, 6]), draw([3, 6, 2])),
    "a product in batches of which one is single": () => tf.matMul(draw([3, 4, 6]), draw([1, 6, 2])),
    "a product of single batches of four dimensions": () => tf.matMul(draw([1, 1, 4, 6]), draw([1, 1, 6, 2])),
    "a dense layer": () =>
      tf.fused.matMul({ a: draw([4, 6]) as tf.Tensor2D, b: draw([6, 3]) as tf.Tensor2D, bias: draw([3]) }),
    "a dense layer with an activation": () =>
      tf.fused.matMul({
        a: draw([4, 6]) as tf.Tensor2D,
        b: draw([6, 3]) as tf.Tensor2D,
        bias: draw([3]),
        activation: "relu",
      }),
    "a dense layer with one bias for all": () =>
      tf.fused.matMul({ a: draw([4, 6]) as tf.Tensor2D, b: draw([6, 3]) as tf.Tensor2D, bias: draw([1]) }),
    "a product of whole numbers": () =>
      tf.matMul(tf.range(0, 6, 1, "int32").reshape([2, 3]), tf.ones([3, 2], "int32")),
    "a sum over leading axes": () => tf.sum(draw([3, 4, 5]), [0, 1]),
    "a sum over leading axes of what was reshaped": () => tf.sum(tf.reshape(draw([60]), [3, 4, 5]), [0, 1]),
    "a sum over leading axes of rows of another length": () =>
      tf.sum(tf.reshape(draw([3, 4, 5]), [2, 15, 2]), [0, 1]),
    "a sum over leading axes of long rows": () => tf.sum(draw([3, 4, 20]), [0, 1]),
    "a sum over leading axes of long rows, reshaped": () =>
      tf.sum(tf.reshape(draw([12, 20]), [3, 4, 20]), [0, 1]),
    "a sum over leading axes of rows cut otherwise": () =>
      tf.sum(tf.reshape(draw([12, 20]), [3, 2, 40]), [0, 1]),
    "a sum that keeps its axes": () => tf.sum(draw([3, 4, 5]), [0, 1], true),
    "a sum over other axes": () => tf.sum(draw([3, 4, 5]), [1, 2]),
    "a sum of whole numbers": () => tf.sum(tf.range(0, 6, 1, "int32").reshape([3, 2]), 0),
    "a convolution of a reshaped image": () =>
      tf.conv2d(
        tf.reshape(draw([50]), [1, 5, 5, 2]) as tf.Tensor4D,
        draw([3, 3, 2, 1]) as tf.Tensor4D,
        1,
        "same",
      ),
    "a reshape of a reshape": () => tf.add(tf.reshape(tf.reshape(draw([24]), [4, 6]), [2, -1]), draw([12])),
    "a reshape to a scalar": () => tf.add(tf.reshape(draw([1]), []), 1),
  };

  it.each(Object.keys(cases))("are right for %s, and leak nothing", async (name) => {
    const work = cases[name] as () => tf.Tensor;
    const before = tf.memory().numTensors;
    const ours = tf.tidy(work);
    const values = await ours.data();
    const shape = ours.shape;
    ours.dispose();
    expect(tf.memory().numTensors).toBe(before);
    const expected = await onCpu(work);
    expect(tf.util.sizeFromShape(shape)).toBe(expected.length);
    for (const [i, value] of expected.entries()) expect(values[i]).toBeCloseTo(value, 4);
  });

  it("share data on a reshape, whichever tensor goes first", async () => {
    for (const order of ["first", "second"]) {
      const first = draw([2, 3]);
      const second = tf.reshape(first, [3, 2]);
      expect(second.dataId).toBe(first.dataId);
      const [gone, left] = order === "first" ? [first, second] : [second, first];
      const values = await gone.data();
      gone.dispose();
      expect(await left.data()).toEqual(values);
      const doubled = tf.mul(left, 2);
      expect(doubled.shape).toEqual(left.shape);
      expect(await doubled.data()).toEqual(values.map((value) => 2 * value));
      tf.dispose([left, doubled]);
    }
  });

  it("leave strings to tfjs-node, and refuse a shape of another size", async () => {
    const words = tf.tidy(() => tf.reshape(tf.tensor(["a", "b", "c", "d"]), [2, 2]));
    expect(words.shape).toEqual([2, 2]);
    expect(await words.data()).toEqual(["a", "b", "c", "d"]);
    words.dispose();
    expect(() => tf.reshape(draw([4]), [3])).toThrow("3");
  });

  it("keep tensors usable that were reshaped before the kernels were put back", async () => {
    const image = tf.reshape(draw([24]), [4, 6]);
    restore();
    const moved = tf.transpose(image);
    const values = await moved.data();
    expect(values[1]).toBe((await image.data())[6]);
    tf.dispose([image, moved]);
    restore = installKernels(tf);
  });

  it("hold no memory for views of data that are gone", () => {
    const turn = () =>
      tf.tidy(() => {
        for (let i = 0; i < 20; i++) tf.add(tf.reshape(tf.zeros([1000, 1000]), [500, 2000]), 1);
      });
    turn();
    const before = process.memoryUsage().rss;
    for (let i = 0; i < 10; i++) turn();
    // 200 views of 4 MB each.
    expect(process.memoryUsage().rss - before).toBeLessThan(200e6);
  });
});
