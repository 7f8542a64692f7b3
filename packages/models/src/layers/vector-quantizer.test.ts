import "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, test } from "vitest";
import { VectorQuantizer } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const codebook = () => tf.tensor2d([0, 0, 10, 0, 0, 10], [3, 2]);
const z = () => tf.tensor3d([1, 2, 7, -1, 9, 1, -2, 6], [2, 2, 2]);

function opened(args: { decay?: number; epsilon?: number } = {}) {
  const layer = new VectorQuantizer({ codes: 3, ...args });
  layer.build([null, 2, 2]);
  layer.weights[0]?.write(codebook());
  const run = (x: tf.Tensor, kwargs: Record<string, unknown> = {}) =>
    layer.apply(x, kwargs) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return { layer, run };
}

test("every vector becomes the nearest entry, exactly, and its number", async () => {
  const [output, entries, numbers] = opened().run(z());
  const expected = [0, 0, 10, 0, 10, 0, 0, 10];
  expect([...(await output.data())]).toEqual(expected);
  expect([...(await entries.data())]).toEqual(expected);
  expect(numbers.shape).toEqual([2, 2]);
  expect([...(await numbers.data())]).toEqual([0, 1, 1, 2]);
});

test("the first output passes gradients to the vectors, the second to the codebook", async () => {
  const { layer, run } = opened();
  const vectors = tf.variable(z());
  const variable = layer.weights[0]?.read() as tf.Variable;
  const weights = tf.tensor3d([1, 2, 3, 4, 5, 6, 7, 8], [2, 2, 2]);
  const gradients = (place: 0 | 1) =>
    tf.variableGrads(() => tf.sum(tf.mul(weights, run(vectors)[place])) as tf.Scalar, [vectors, variable])
      .grads;
  const through = gradients(0);
  expect(await through[vectors.name]?.data()).toBeAllclose([1, 2, 3, 4, 5, 6, 7, 8]);
  expect(await through[variable.name]?.data()).toBeAllclose([0, 0, 0, 0, 0, 0]);
  const toCodes = gradients(1);
  expect(await toCodes[variable.name]?.data()).toBeAllclose([1, 2, 3 + 5, 4 + 6, 7, 8]);
  expect(await toCodes[vectors.name]?.data()).toBeAllclose(Array<number>(8).fill(0));
});

test("the codebook starts within 1 / codes, different in every entry", async () => {
  const layer = new VectorQuantizer({ codes: 16 });
  layer.build([null, 4]);
  const values = [...((await layer.weights[0]?.read().data()) ?? [])];
  expect(Math.max(...values.map(Math.abs))).toBeLessThanOrEqual(1 / 16);
  expect(new Set(values).size).toBe(64);
});

test("with a decay the codebook is not trained, and follows the means of what is assigned to it", async () => {
  const { layer, run } = opened({ decay: 0.9, epsilon: 0 });
  expect(layer.trainableWeights).toEqual([]);
  const state = async () =>
    Promise.all(layer.weights.map(async (weight) => [...(await weight.read().data())]));
  const start = await state();
  expect(start[1]).toEqual([1, 1, 1]);
  run(z(), { training: false });
  run(z(), { training: true, updateStats: false });
  expect(await state()).toEqual(start);

  run(z(), { training: true });
  const [codes, sizes] = await state();
  // Counts 1, 2, 1 and sums (1, 2), (16, 0), (−2, 6).
  expect(sizes).toBeAllclose([1, 1.1, 1]);
  expect(codes).toBeAllclose([0.1, 0.2, (9 + 1.6) / 1.1, 0, -0.2, 9.6]);

  for (let i = 0; i < 200; i++) tf.dispose(run(z(), { training: true }));
  const [settled] = await state();
  expect(settled).toBeAllclose([1, 2, 8, 0, -2, 6], { rtol: 1e-4, atol: 1e-4 });
});
