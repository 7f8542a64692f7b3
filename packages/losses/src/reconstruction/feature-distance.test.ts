import { ConfigInvalidError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { featureDistance } from "../index.ts";
import { expectLoss, numbersOf, someValues } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

it("is the squared error of features, of a function with several layers", async () => {
  const features = (x: tf.Tensor) => [x, tf.square(x)];
  const [target, prediction] = [tf.tensor2d([[1, 2]]), tf.tensor2d([[2, 4]])];
  // (1 + 4) / 2 of the first layer, (9 + 144) / 2 of the second.
  const loss = featureDistance({ target, prediction, features, weights: [2, 0.1] });
  expect((await numbersOf(loss))[0]).toBeCloseTo(2 * 2.5 + 0.1 * 76.5, 4);
  expect(() => featureDistance({ target, prediction, features, weights: [1] })).toThrow(ConfigInvalidError);
  expect(() => featureDistance({ target, prediction, features, weights: [1] })).toThrow("expected 2 weights");
  tf.dispose([target, prediction]);
});

it("takes any LayersModel, whose gradient reaches the samples", async () => {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [4, 4, 1],
        filters: 2,
        kernelSize: 3,
        activation: "tanh",
        kernelInitializer: tf.initializers.constant({ value: 0.2 }),
      }),
      tf.layers.dropout({ rate: 0.5 }),
    ],
  });
  const target = someValues([2, 4, 4, 1], 2);
  await expectLoss({
    loss: (prediction) => featureDistance({ target, prediction: prediction as tf.Tensor, features: model }),
    inputs: [someValues([2, 4, 4, 1])],
    fixed: [target],
  });
  const same = someValues([1, 4, 4, 1]);
  await expectNoLeak(tf, () =>
    featureDistance({ target: same, prediction: same, features: model }).dispose(),
  );
  // Dropout is off: equal samples have equal features.
  expect(await numbersOf(featureDistance({ target: same, prediction: same, features: model }))).toEqual([0]);
  same.dispose();
  model.dispose();
});

it("refuses samples that differ in shape", () => {
  const [one, two] = [tf.zeros([2, 3]), tf.zeros([1, 3])];
  expect(() => featureDistance({ target: one, prediction: two, features: tf.square })).toThrow(
    "[2,3] and [1,3]",
  );
  tf.dispose([one, two]);
});
