import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import { expectNoLeak } from "@ganlens/testkit";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  balancedConsistency,
  clipWeights,
  consistency,
  latentConsistencyOfDiscriminator,
  latentConsistencyOfGenerator,
  lecam,
  modeSeeking,
  nextScoreAverage,
  orthogonality,
  totalVariation,
} from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { mean } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("lecam", () => {
  const [real, fake] = [
    [0.9, -1.2, 0.1],
    [-0.7, 1.4],
  ] as const;

  it.each([true, false])("draws scores to the other side's average, one-sided: %s", async (oneSided) => {
    const cost = (distance: number) => (oneSided ? Math.max(0, distance) : distance) ** 2;
    await expectLoss({
      loss: (r, f) =>
        lecam({
          ...{ realScores: r as tf.Tensor, fakeScores: f as tf.Tensor },
          ...{ realAverage: 0.5, fakeAverage: -0.3, oneSided },
        }),
      inputs: [rows(real), rows(fake)],
      value: mean(real.map((r) => cost(r + 0.3))) + mean(fake.map((f) => cost(0.5 - f))),
    });
  });

  it("takes averages that are tensors, and moves them", async () => {
    const [realScores, fakeScores, realAverage] = [rows(real), tf.tensor2d([[1], [2]]), tf.scalar(0.5)];
    const loss = lecam({ realScores, fakeScores, realAverage, fakeAverage: 0 });
    expect((await numbersOf(loss))[0]).toBeCloseTo((0.81 + 0.01) / 3, 5);
    const moved = nextScoreAverage({ scores: fakeScores, average: realAverage, decay: 0.9 });
    expect((await numbersOf(moved))[0]).toBeCloseTo(0.45 + 0.15, 6);
    tf.dispose([realScores, fakeScores, realAverage]);
  });

  it("refuses anything but one score per sample", () => {
    const [wide, good] = [tf.zeros([2, 3]), tf.zeros([2])];
    const averages = { realAverage: 0, fakeAverage: 0 };
    expect(() => lecam({ realScores: wide, fakeScores: good, ...averages })).toThrow("received [2,3]");
    expect(() => lecam({ realScores: good, fakeScores: wide, ...averages })).toThrow(ShapeError);
    expect(() => nextScoreAverage({ scores: wide, average: 0 })).toThrow("received [2,3]");
    tf.dispose([wide, good]);
  });
});

describe("consistency", () => {
  it("sums squares over a sample's outputs and averages over the batch", async () => {
    await expectLoss({
      loss: (a, b) => consistency({ outputs: a as tf.Tensor, augmentedOutputs: b as tf.Tensor }),
      inputs: [
        rows([
          [1, 2],
          [3, 5],
        ]),
        rows([
          [0, 2],
          [3, 3],
        ]),
      ],
      value: (1 + 4) / 2,
    });
  });

  it("balanced, weights real and generated samples apart", async () => {
    await expectLoss({
      loss: (a, b, c, d) =>
        balancedConsistency({
          ...{ realOutputs: a as tf.Tensor, augmentedRealOutputs: b as tf.Tensor },
          ...{ fakeOutputs: c as tf.Tensor, augmentedFakeOutputs: d as tf.Tensor },
          ...{ realWeight: 2, fakeWeight: 0.5 },
        }),
      inputs: [rows([1, 2]), rows([0.5, 2]), rows([0.1, 0.2, 0.3]), rows([0.4, 0.2, -0.3])],
      value: 2 * (0.25 / 2) + 0.5 * ((0.09 + 0.36) / 3),
    });
  });

  it("of latents, the generator is to move as much as the discriminator is to stay", async () => {
    const [before, after] = [rows([1, 2]), rows([0, 4])];
    const ofDiscriminator = latentConsistencyOfDiscriminator({ outputs: before, movedOutputs: after });
    const ofGenerator = latentConsistencyOfGenerator({ samples: before, movedSamples: after });
    expect(await numbersOf(ofDiscriminator)).toEqual([2.5]);
    expect(await numbersOf(ofGenerator)).toEqual([-2.5]);
    tf.dispose([before, after]);
    await expectLoss({
      loss: (a, b) => latentConsistencyOfGenerator({ samples: a as tf.Tensor, movedSamples: b as tf.Tensor }),
      inputs: [someValues([2, 3]), someValues([2, 3], 1)],
    });
  });

  it("refuses outputs that would be broadcast", () => {
    const [two, one] = [tf.zeros([2, 1]), tf.zeros([2])];
    const message = "[2,1] and [2]";
    expect(() => consistency({ outputs: two, augmentedOutputs: one })).toThrow(message);
    expect(() => latentConsistencyOfDiscriminator({ outputs: two, movedOutputs: one })).toThrow(message);
    expect(() => latentConsistencyOfGenerator({ samples: two, movedSamples: one })).toThrow(message);
    expect(() =>
      balancedConsistency({
        ...{ realOutputs: two, augmentedRealOutputs: two },
        ...{ fakeOutputs: two, augmentedFakeOutputs: one },
      }),
    ).toThrow(message);
    tf.dispose([two, one]);
  });
});

describe("clipWeights", () => {
  it("clips to both sides and leaves what it was given", async () => {
    const weights = [rows([-3, 0.005, 3]), rows([[0.5]])];
    const clipped = clipWeights(weights);
    expect(await (clipped[0] as tf.Tensor).data()).toBeAllclose([-0.01, 0.005, 0.01]);
    expect(await (weights[0] as tf.Tensor).data()).toBeAllclose([-3, 0.005, 3]);
    expect((clipped[1] as tf.Tensor).shape).toEqual([1, 1]);
    await expectNoLeak(tf, () => tf.dispose(clipWeights(weights, 1)));
    tf.dispose([weights, clipped]);
  });

  it("refuses a limit that is not positive", () => {
    expect(() => clipWeights([], 0)).toThrow(ConfigInvalidError);
    expect(() => clipWeights([], -1)).toThrow("expected a limit above 0, received -1");
  });
});

describe("orthogonality", () => {
  it("is 0 for a rotation, and counts lengths unless told otherwise", async () => {
    const rotation = rows([
      [0.6, -0.8],
      [0.8, 0.6],
    ]);
    expect((await numbersOf(orthogonality({ weight: rotation })))[0]).toBeCloseTo(0, 6);
    const long = rows([
      [2, 0],
      [0, 1],
    ]);
    expect(await numbersOf(orthogonality({ weight: long }))).toEqual([9]);
    expect(await numbersOf(orthogonality({ weight: long, diagonal: false }))).toEqual([0]);
    tf.dispose([rotation, long]);
  });

  it.each([true, false])(
    "has the gradient of finite differences for kernels, diagonal: %s",
    async (diagonal) => {
      await expectLoss({
        loss: (weight) => orthogonality({ weight: weight as tf.Tensor, diagonal }),
        inputs: [tf.tidy(() => tf.mul(someValues([1, 2, 2, 3]), 0.5))],
        atol: 5e-3,
      });
    },
  );

  it("refuses vectors", () => {
    const vector = tf.zeros([3]);
    expect(() => orthogonality({ weight: vector })).toThrow("received [3]");
    vector.dispose();
  });
});

describe("totalVariation", () => {
  it("sums what neighbours differ by", async () => {
    await expectLoss({
      loss: (images) => totalVariation(images as tf.Tensor),
      inputs: [
        tf
          .tensor([1, 3, 6, 2, 2, 2, 5, 5, 5, 5, 5, 5], [2, 2, 3, 1])
          .add(tf.tensor([0.1, 0, 0, 0, 0.2, 0, 0, 0.3, 0, 0.4, 0, 0.6], [2, 2, 3, 1])),
      ],
      value: (1.9 + 3 + 0.2 + 0.2 + 0.9 + 0.8 + 4 + 0.3 + 0.3 + 0.4 + 0.6 + 0.4 + 0.3 + 0.6) / 2,
    });
  });

  it("of one pixel is 0; anything but images is refused", async () => {
    const [pixel, flat] = [tf.ones([1, 1, 1, 3]), tf.ones([4, 4])];
    expect(await numbersOf(totalVariation(pixel))).toEqual([0]);
    expect(() => totalVariation(flat)).toThrow("received [4,4]");
    tf.dispose([pixel, flat]);
  });
});

describe("modeSeeking", () => {
  it("is the inverse of how far samples move for their latents", async () => {
    const latents = {
      latents: rows([
        [0, 0],
        [1, 1],
      ]),
      otherLatents: rows([
        [1, 0],
        [0, 3],
      ]),
    };
    await expectLoss({
      loss: (a, b) => modeSeeking({ samples: a as tf.Tensor, otherSamples: b as tf.Tensor, ...latents }),
      inputs: [
        rows([
          [1, 2, 3],
          [0, 1, 0],
        ]),
        rows([
          [2, 2.5, 2],
          [4, 2, 0.5],
        ]),
      ],
      fixed: Object.values(latents),
      value: 1 / (8 / 6 / 1 + 1e-5),
    });
  });

  it("refuses samples or latents that differ in shape", () => {
    const [two, one] = [tf.zeros([2, 2]), tf.zeros([1, 2])];
    expect(() => modeSeeking({ samples: two, otherSamples: one, latents: two, otherLatents: two })).toThrow(
      "[2,2] and [1,2]",
    );
    expect(() => modeSeeking({ samples: two, otherSamples: two, latents: one, otherLatents: two })).toThrow(
      "[1,2] and [2,2]",
    );
    tf.dispose([two, one]);
  });
});
