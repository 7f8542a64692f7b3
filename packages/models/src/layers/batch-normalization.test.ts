import { Random } from "@ganlens/core";
import { checkGradient, expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, test } from "vitest";
import { BatchNormalization, normalizeWithBatchStatistics } from "../index.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const random = Random.fromSeed(7);
const draw = (shape: readonly number[]) =>
  tf.tensor(
    random.normal(
      shape.reduce((a, b) => a * b, 1),
      { mean: 0.4 },
    ),
    [...shape],
  );

describe.each([{ shape: [5, 3] }, { shape: [2, 3, 2, 3] }])(
  "with batch statistics on $shape",
  ({ shape }) => {
    test("every channel comes out with mean beta and deviation gamma", async () => {
      const x = draw(shape);
      const gamma = tf.tensor1d([1, 2, 3]);
      const beta = tf.tensor1d([0, -1, 5]);
      const y = normalizeWithBatchStatistics({ x, gamma, beta, epsilon: 0 });
      const { mean, variance } = tf.moments(tf.reshape(y, [-1, 3]), 0);
      expect(y.shape).toEqual(shape);
      expect(await mean.data()).toBeAllclose([0, -1, 5], { atol: 1e-5 });
      expect(await variance.data()).toBeAllclose([1, 4, 9], { rtol: 1e-4 });
      tf.dispose([x, gamma, beta, y, mean, variance]);
    });

    test.each([
      { scale: true, center: true },
      { scale: true, center: false },
      { scale: false, center: true },
      { scale: false, center: false },
    ])("finite differences confirm the gradient, $scale $center", async ({ scale, center }) => {
      const x = draw(shape);
      const weights = draw(shape);
      const parameters = [...(scale ? [draw([3])] : []), ...(center ? [draw([3])] : [])];
      await checkGradient({
        tf,
        inputs: [x, ...parameters],
        f: (given, ...rest) =>
          tf.sum(
            tf.mul(
              weights,
              normalizeWithBatchStatistics({
                x: given as tf.Tensor,
                gamma: scale ? rest[0] : undefined,
                beta: center ? rest.at(-1) : undefined,
                epsilon: 0.1,
              }),
            ),
          ),
      });
      tf.dispose([x, weights, parameters]);
    });

    test("a second derivative fails instead of being wrong", () => {
      const x = draw(shape);
      const twice = tf.grad((given: tf.Tensor) =>
        tf.sum(
          tf.square(
            tf.grad((inner: tf.Tensor) =>
              tf.sum(tf.square(normalizeWithBatchStatistics({ x: inner, epsilon: 1e-3 }))),
            )(given),
          ),
        ),
      );
      expect(() => twice(x)).toThrow("second derivative");
      x.dispose();
    });
  },
);

describe("the layer", () => {
  const build = (args: { scale?: boolean; center?: boolean } = {}) => {
    const layer = new BatchNormalization({ name: "norm", momentum: 0.75, epsilon: 0.01, ...args });
    const x = draw([4, 2, 2, 3]);
    return { layer, x, run: (kwargs?: Record<string, unknown>) => layer.apply(x, kwargs) as tf.Tensor };
  };
  const state = async (layer: BatchNormalization) =>
    Promise.all(layer.nonTrainableWeights.map(async (weight) => [...(await weight.read().data())]));

  test("moves its running statistics by the momentum, only when told to", async () => {
    const { layer, x, run } = build();
    run().dispose();
    const { mean, variance } = tf.moments(tf.reshape(x, [-1, 3]), 0);
    expect(await state(layer)).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    run({ training: true, updateStats: false }).dispose();
    run({ training: false, updateStats: true }).dispose();
    expect(await state(layer)).toEqual([
      [0, 0, 0],
      [1, 1, 1],
    ]);
    run({ training: true }).dispose();
    expect((await state(layer))[0]).toBeAllclose([...(await mean.data())].map((value) => 0.25 * value));
    expect((await state(layer))[1]).toBeAllclose(
      [...(await variance.data())].map((value) => 0.75 + 0.25 * value),
    );
    layer.dispose();
    tf.dispose([x, mean, variance]);
  });

  test.each([{}, { scale: false }, { center: false }, { scale: false, center: false }])(
    "runs in both modes and leaks nothing with %o",
    async (args) => {
      const { layer, x, run } = build(args);
      const trained = run({ training: true });
      const applied = run();
      expect(layer.trainableWeights.length).toBe(2 - Object.keys(args).length);
      expect(applied.shape).toEqual(trained.shape);
      await expectNoLeak(tf, () => {
        run({ training: true }).dispose();
        run().dispose();
      });
      layer.dispose();
      tf.dispose([x, trained, applied]);
    },
  );

  test("without training it is the affine map of its running statistics", async () => {
    const { layer, x, run } = build();
    run().dispose();
    layer.setWeights([
      tf.tensor1d([1, 2, 3]),
      tf.tensor1d([0, 1, 2]),
      tf.tensor1d([1, 0, -1]),
      tf.tensor1d([4, 1, 0.25]),
    ]);
    const y = run();
    const expected = [...(await x.data())].map((value, i) => {
      const c = i % 3;
      const deviation = Math.sqrt(([4, 1, 0.25][c] as number) + 0.01);
      return ((value - ([1, 0, -1][c] as number)) / deviation) * (c + 1) + c;
    });
    expect(await y.data()).toBeAllclose(expected);
    await checkGradient({
      tf,
      inputs: [x],
      epsilon: 0.1,
      f: (given) => tf.sum(tf.square(layer.apply(given as tf.Tensor) as tf.Tensor)),
    });
    layer.dispose();
    tf.dispose([x, y]);
  });
});
