import { Random } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, expect, it } from "vitest";
import { contractiveEstimate } from "../index.ts";
import { numbersOf, someValues } from "../testdata/expect-loss.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

it("is the squared length of the Jacobian on average, and so is its gradient", async () => {
  const [x, weights] = [someValues([2, 3]), someValues([3, 4], 1)];
  const encode = (given: tf.Tensor, w: tf.Tensor) =>
    tf.square(tf.matMul(given as tf.Tensor2D, w as tf.Tensor2D));
  // h_j = (xW)_j² has the slopes 2 (xW)_j W_ij.
  const exact = (w: tf.Tensor) =>
    tf.mean(tf.sum(tf.mul(tf.mul(encode(x, w), 4), tf.sum(tf.square(w), 0)), 1)) as tf.Scalar;
  const random = Random.fromSeed(3);
  const draws = 400;
  const estimated = (w: tf.Tensor) =>
    tf.div(
      tf.addN(
        Array.from({ length: draws }, (_, i) =>
          contractiveEstimate({ encode: (given) => encode(given, w), x, random: random.split(String(i)) }),
        ),
      ),
      draws,
    ) as tf.Scalar;
  const [value] = await numbersOf(tf.tidy(() => exact(weights)));
  const [found] = await numbersOf(tf.tidy(() => estimated(weights)));
  expect(Math.abs((found as number) / (value as number) - 1)).toBeLessThan(0.05);
  const wanted = await numbersOf(tf.grad((w: tf.Tensor) => exact(w))(weights));
  const got = await numbersOf(tf.grad((w: tf.Tensor) => estimated(w))(weights));
  const scale = Math.max(...wanted.map(Math.abs));
  for (const [i, each] of wanted.entries())
    expect(Math.abs((got[i] as number) - each) / scale).toBeLessThan(0.1);
  tf.dispose([x, weights]);
});
