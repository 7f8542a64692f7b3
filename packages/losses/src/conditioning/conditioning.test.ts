import { ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  bidirectionalDiscriminatorLoss,
  bidirectionalEncoderGeneratorLoss,
  categoricalCodeLoss,
  featureMatching,
  gaussianCodeLoss,
  projectionScores,
} from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { logSum, mean, softplus, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("projectionScores", () => {
  const labels = () => tf.tensor1d([1, 0, 1], "int32");

  it("adds the product with the embedding of the class", async () => {
    const given = {
      unconditionalScores: tf.tensor2d([[10], [20], [30]]),
      features: rows([
        [1, 2],
        [3, 4],
        [5, 6],
      ]),
      embeddings: rows([
        [1, 0],
        [0, 2],
      ]),
      labels: labels(),
    };
    expect(await numbersOf(projectionScores(given))).toEqual([14, 23, 42]);
    await expectNoLeak(tf, () => projectionScores(given).dispose());
    tf.dispose(Object.values(given));
  });

  it("has gradients in scores, features and embeddings", async () => {
    const given = labels();
    const weights = rows([0.3, -1, 0.8]);
    await expectLoss({
      loss: (s, f, v) =>
        tf.tidy(() =>
          tf.sum(
            tf.mul(
              weights,
              projectionScores({
                ...{ unconditionalScores: s as tf.Tensor, features: f as tf.Tensor },
                ...{ embeddings: v as tf.Tensor, labels: given },
              }),
            ),
          ),
        ),
      inputs: [rows([0.1, 0.2, 0.3]), someValues([3, 2]), someValues([4, 2], 1)],
      fixed: [given, weights],
    });
  });

  it("refuses what does not fit", () => {
    const fine = {
      unconditionalScores: tf.zeros([3]),
      features: tf.zeros([3, 2]),
      embeddings: tf.zeros([4, 2]),
      labels: labels(),
    };
    const [wide, few] = [tf.zeros([4, 3]), tf.zeros([2], "int32")];
    expect(() => projectionScores({ ...fine, embeddings: wide })).toThrow("[classes, 2], received [4,3]");
    expect(() => projectionScores({ ...fine, labels: few })).toThrow("[3], received [2]");
    expect(() => projectionScores({ ...fine, unconditionalScores: wide })).toThrow("received [4,3]");
    expect(() => projectionScores({ ...fine, features: few })).toThrow(ShapeError);
    tf.dispose([...Object.values(fine), wide, few]);
  });
});

describe("codes of InfoGAN", () => {
  it("a category costs −log of its share", async () => {
    const logits = [
      [1, -0.5, 0.3],
      [0.2, 0.9, -1],
    ];
    const codes = tf.tensor1d([2, 0], "int32");
    await expectLoss({
      loss: (l) => categoricalCodeLoss({ logits: l as tf.Tensor, codes }),
      inputs: [rows(logits)],
      fixed: [codes],
      value: mean([logSum(logits[0] as number[]) - 0.3, logSum(logits[1] as number[]) - 0.2]),
    });
  });

  it("a number costs −log of its density, summed over codes", async () => {
    const codes = rows([
      [0.5, -1],
      [0, 2],
    ]);
    const cost = (e: number, v: number) => (Math.log(2 * Math.PI) + v + e ** 2 / Math.exp(v)) / 2;
    await expectLoss({
      loss: (m, v) => gaussianCodeLoss({ mean: m as tf.Tensor, logVariance: v as tf.Tensor, codes }),
      inputs: [
        rows([
          [0.1, 0],
          [1, 1.5],
        ]),
        rows([
          [0.2, 0.4],
          [-0.3, 0],
        ]),
      ],
      value: sum([cost(0.4, 0.2), cost(-1, 0.4), cost(-1, -0.3), cost(0.5, 0)]) / 2,
    });
    await expectLoss({
      loss: (m) => gaussianCodeLoss({ mean: m as tf.Tensor, codes }),
      inputs: [
        rows([
          [0.1, 0],
          [1, 1.5],
        ]),
      ],
      value: sum([cost(0.4, 0), cost(-1, 0), cost(-1, 0), cost(0.5, 0)]) / 2,
    });
    codes.dispose();
  });

  it("shapes that do not fit are refused", () => {
    const [two, three, categories] = [tf.zeros([2, 2]), tf.zeros([3, 2]), tf.zeros([3], "int32")];
    expect(() => gaussianCodeLoss({ mean: two, codes: three })).toThrow("[3,2] and [2,2]");
    expect(() => categoricalCodeLoss({ logits: two, codes: categories })).toThrow("[2,2] and [3]");
    tf.dispose([two, three, categories]);
  });
});

describe("featureMatching", () => {
  it("is the squared distance of means, for batches of any size", async () => {
    await expectLoss({
      loss: (r, f) => featureMatching({ realFeatures: r as tf.Tensor, fakeFeatures: f as tf.Tensor }),
      inputs: [
        rows([
          [1, 2],
          [3, 6],
        ]),
        rows([
          [1, 1],
          [2, 1],
          [3, 4],
        ]),
      ],
      value: 0 + 4,
    });
  });

  it("refuses features of another shape", () => {
    const [two, three] = [tf.zeros([2, 2]), tf.zeros([2, 3])];
    expect(() => featureMatching({ realFeatures: two, fakeFeatures: three })).toThrow("[2,2] and [2,3]");
    tf.dispose([two, three]);
  });
});

describe("bidirectional game", () => {
  const [encoded, generated] = [
    [0.4, -1.1],
    [1.3, 0.2],
  ] as const;

  it("has the flipped loss for encoder and generator", async () => {
    await expectLoss({
      loss: (e, g) =>
        bidirectionalDiscriminatorLoss({ encodedScores: e as tf.Tensor, generatedScores: g as tf.Tensor }),
      inputs: [rows(encoded), rows(generated)],
      value: mean(encoded.map((s) => softplus(-s))) + mean(generated.map(softplus)),
    });
    await expectLoss({
      loss: (e, g) =>
        bidirectionalEncoderGeneratorLoss({ encodedScores: e as tf.Tensor, generatedScores: g as tf.Tensor }),
      inputs: [rows(encoded), rows(generated)],
      value: mean(encoded.map(softplus)) + mean(generated.map((s) => softplus(-s))),
    });
  });

  it("refuses anything but one score per pair", () => {
    const [wide, good] = [tf.zeros([2, 3]), tf.zeros([2])];
    const bad = { encodedScores: wide, generatedScores: good };
    expect(() => bidirectionalDiscriminatorLoss(bad)).toThrow("received [2,3]");
    expect(() => bidirectionalEncoderGeneratorLoss(bad)).toThrow("received [2,3]");
    tf.dispose([wide, good]);
  });
});
