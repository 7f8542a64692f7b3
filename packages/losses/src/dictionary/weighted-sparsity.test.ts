import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import { saturatingSparsity, weightedAbsolute } from "../index.ts";
import { expectLoss, rows } from "../testdata/expect-loss.ts";
import { mean, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

const directions = [
  [3, 4],
  [0, 2],
  [-1, 0],
];

describe("sparsity", () => {
  const active = [
    [0.5, 0.1, 0.7],
    [0.2, 1, 0.3],
  ];
  const lengths = [5, 2, 1];

  it("counts activations by the length of their direction", async () => {
    await expectLoss({
      loss: (f, w) => weightedAbsolute({ activations: f as tf.Tensor, decoder: w as tf.Tensor }),
      inputs: [rows(active), rows(directions)],
      value: mean(active.map((row) => sum(row.map((f, j) => f * (lengths[j] as number))))),
    });
    await expectLoss({
      loss: (f, w) =>
        saturatingSparsity({ activations: f as tf.Tensor, decoder: w as tf.Tensor, scale: 0.7 }),
      inputs: [rows(active), rows(directions)],
      value: mean(active.map((row) => sum(row.map((f, j) => Math.tanh(0.7 * f * (lengths[j] as number)))))),
    });
  });

  it("refuses a decoder of other features", () => {
    const [activations, decoder] = [tf.zeros([2, 4]), rows(directions)];
    expect(() => weightedAbsolute({ activations, decoder })).toThrow("[4, width], received [3,2]");
    expect(() => saturatingSparsity({ activations, decoder })).toThrow("[4, width], received [3,2]");
    tf.dispose([activations, decoder]);
  });
});
