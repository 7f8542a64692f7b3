import { ConfigInvalidError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { contractive, sparseAbsolute, sparseDivergence } from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { mean, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("contractive", () => {
  it("is the squared length of the encoder's Jacobian, which finite differences give", async () => {
    const [x, w] = [someValues([2, 3]), someValues([3, 2], 1)];
    const [xs, ws] = [(await x.array()) as number[][], (await w.array()) as number[][]];
    const hidden = (row: number[]) =>
      [0, 1].map((j) => 1 / (1 + Math.exp(-sum(row.map((value, i) => value * (ws[i]?.[j] as number))))));
    const lengths = xs.map((row) =>
      sum(
        row.map((_, i) => {
          const shift = (by: number) => hidden(row.map((value, k) => (k === i ? value + by : value)));
          const [above, below] = [shift(1e-4), shift(-1e-4)];
          return sum(above.map((value, j) => ((value - (below[j] as number)) / 2e-4) ** 2));
        }),
      ),
    );
    await expectLoss({
      loss: (weights) =>
        tf.tidy(() => {
          const activations = tf.sigmoid(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D));
          return contractive({ activations, weights: weights as tf.Tensor });
        }),
      inputs: [w],
      fixed: [x],
      value: mean(lengths),
    });
  });

  it("refuses weights of another layer", () => {
    const [activations, weights, flat] = [tf.zeros([2, 3]), tf.zeros([4, 2]), tf.zeros([3])];
    expect(() => contractive({ activations, weights })).toThrow("[inputs, 3], received [4,2]");
    expect(() => contractive({ activations: flat, weights })).toThrow("received [3]");
    tf.dispose([activations, weights, flat]);
  });
});

describe("sparse activations", () => {
  const activations = [
    [0.1, 0.9, 0.3],
    [0.2, 0.4, 0.3],
  ];

  it("diverge from the rate that is wanted", async () => {
    const kl = (q: number) => 0.3 * Math.log(0.3 / q) + 0.7 * Math.log(0.7 / (1 - q));
    await expectLoss({
      loss: (a) => sparseDivergence({ activations: a as tf.Tensor, rate: 0.3 }),
      inputs: [rows(activations)],
      value: kl(0.15) + kl(0.65) + kl(0.3),
    });
  });

  it("that never or always fire cost a finite amount", async () => {
    const ends = rows([[0, 1]]);
    const [found] = await numbersOf(sparseDivergence({ activations: ends }));
    expect(found).toBeGreaterThan(1);
    expect(found).toBeLessThan(20);
    ends.dispose();
  });

  it("cost their length", async () => {
    await expectLoss({
      loss: (a) => sparseAbsolute(a as tf.Tensor),
      inputs: [
        rows([
          [0.1, -0.9, 0.3],
          [0.2, 0.4, -0.3],
        ]),
      ],
      value: 1.1,
    });
  });

  it("of another rank, or a rate that is none, are refused", () => {
    const flat = tf.zeros([3]);
    expect(() => sparseDivergence({ activations: flat })).toThrow("[batch, units], received [3]");
    expect(() => sparseAbsolute(flat)).toThrow("received [3]");
    const fine = tf.zeros([1, 3]);
    expect(() => sparseDivergence({ activations: fine, rate: 1.5 })).toThrow(ConfigInvalidError);
    tf.dispose([flat, fine]);
  });
});
