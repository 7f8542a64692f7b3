import { ConfigInvalidError, ShapeError } from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import { beforeAll, describe, expect, it } from "vitest";
import {
  adversarialPriorDiscriminatorLoss,
  adversarialPriorEncoderLoss,
  disentangledPrior,
  informationMaximizing,
  klToStandardNormal,
  maximumMeanDiscrepancy,
} from "../index.ts";
import { expectLoss, numbersOf, rows, someValues } from "../testdata/expect-loss.ts";
import { mean, softplus, sum } from "../testdata/plain-numbers.ts";

beforeAll(async () => {
  tf.env().set("PROD", true);
  await tf.setBackend("cpu");
});

describe("disentangledPrior", () => {
  it.each(["means", "codes"] as const)(
    "weighs what the covariance has off and on its diagonal: %s",
    async (kind) => {
      const [m, v] = [someValues([4, 3]), tf.tidy(() => tf.mul(someValues([4, 3], 1), 0.3))];
      const [means, logVariances] = [(await m.array()) as number[][], (await v.array()) as number[][]];
      const column = (values: number[][], j: number) => values.map((row) => row[j] as number);
      const covariance = (i: number, j: number) => {
        const [a, b] = [column(means, i), column(means, j)];
        const own = mean(a.map((x, n) => (x - mean(a)) * ((b[n] as number) - mean(b))));
        return own + (i === j && kind === "codes" ? mean(column(logVariances, i).map(Math.exp)) : 0);
      };
      const pairs = [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => [i, j] as const));
      await expectLoss({
        loss: (a, b) =>
          disentangledPrior({
            ...{ mean: a as tf.Tensor, logVariance: b ?? v },
            ...{ kind, offDiagonalWeight: 2, diagonalWeight: 0.5 },
          }),
        // Of means alone, log-variances take no part.
        inputs: kind === "codes" ? [m, v] : [m],
        fixed: [v],
        value: sum(
          pairs.map(([i, j]) => (i === j ? 0.5 * (covariance(i, j) - 1) ** 2 : 2 * covariance(i, j) ** 2)),
        ),
        atol: 5e-3,
      });
    },
  );

  it("refuses shapes that do not fit", () => {
    const [two, three] = [tf.zeros([2, 2]), tf.zeros([3, 2])];
    expect(() =>
      disentangledPrior({
        ...{ mean: two, logVariance: three, kind: "means" },
        ...{ offDiagonalWeight: 1, diagonalWeight: 1 },
      }),
    ).toThrow("[2,2] and [3,2]");
    tf.dispose([two, three]);
  });
});

describe("maximumMeanDiscrepancy", () => {
  it.each(["inverse-multiquadratic", "gaussian"] as const)(
    "is that of loops over pairs: %s",
    async (kernel) => {
      const [z, p] = [someValues([4, 2]), someValues([3, 2], 1)];
      const [codes, prior] = [(await z.array()) as number[][], (await p.array()) as number[][]];
      const scales = [0.5, 2];
      const bandwidth = 2 * 2 * 1.5 ** 2;
      const k = (a: number[], b: number[]) => {
        const squared = sum(a.map((x, i) => (x - (b[i] as number)) ** 2));
        if (kernel === "gaussian") return Math.exp(-squared / bandwidth);
        return sum(scales.map((s) => (s * bandwidth) / (s * bandwidth + squared)));
      };
      const within = (set: number[][]) =>
        mean(set.flatMap((a, i) => set.filter((_, j) => i !== j).map((b) => k(a, b))));
      await expectLoss({
        loss: (a, b) =>
          maximumMeanDiscrepancy({
            ...{ codes: a as tf.Tensor, prior: b as tf.Tensor },
            ...{ kernel, scales, standardDeviation: 1.5 },
          }),
        inputs: [z, p],
        value: within(codes) + within(prior) - 2 * mean(codes.flatMap((a) => prior.map((b) => k(a, b)))),
      });
    },
  );

  it("refuses single draws, other widths, and scales that are not positive", () => {
    const [one, two, wide] = [tf.zeros([1, 2]), tf.zeros([2, 2]), tf.zeros([2, 3])];
    const call =
      (codes: tf.Tensor, prior: tf.Tensor, scales = [1]) =>
      () =>
        maximumMeanDiscrepancy({ codes, prior, scales });
    expect(call(two, one)).toThrow("received 2 and 1");
    expect(call(one, two)).toThrow(ShapeError);
    expect(call(two, wide)).toThrow("[batch, 2], received [2,3]");
    expect(call(two, two, [1, 0])).toThrow(ConfigInvalidError);
    tf.dispose([one, two, wide]);
  });

  it("is a part of the InfoVAE's term", async () => {
    const [m, v] = [someValues([3, 2]), tf.tidy(() => tf.mul(someValues([3, 2], 1), 0.3))];
    const [codes, prior] = [someValues([3, 2], 2), someValues([3, 2], 3)];
    const [divergence] = await numbersOf(klToStandardNormal({ mean: m, logVariance: v }));
    const [discrepancy] = await numbersOf(maximumMeanDiscrepancy({ codes, prior, kernel: "gaussian" }));
    await expectLoss({
      loss: (a, b, c) =>
        informationMaximizing({
          ...{ mean: a as tf.Tensor, logVariance: b as tf.Tensor, codes: c as tf.Tensor },
          ...{ prior, alpha: 0.3, lambda: 5 },
        }),
      inputs: [m, v, codes],
      fixed: [prior],
      value: 0.7 * (divergence as number) + 4.3 * (discrepancy as number),
    });
    const [two, three] = [tf.zeros([2, 2]), tf.zeros([3, 2])];
    expect(() => informationMaximizing({ mean: two, logVariance: three, codes: two, prior: two })).toThrow(
      "[3,2]",
    );
    tf.dispose([two, three]);
  });
});

describe("an adversarial prior", () => {
  it("has draws of the prior for real and codes for generated", async () => {
    const [prior, codes] = [
      [0.5, -0.2],
      [1.1, 0.3, -2],
    ] as const;
    await expectLoss({
      loss: (p, c) =>
        adversarialPriorDiscriminatorLoss({ priorScores: p as tf.Tensor, codeScores: c as tf.Tensor }),
      inputs: [rows(prior), rows(codes)],
      value: mean(prior.map((s) => softplus(-s))) + mean(codes.map(softplus)),
    });
    await expectLoss({
      loss: (c) => adversarialPriorEncoderLoss({ codeScores: c as tf.Tensor }),
      inputs: [rows(codes)],
      value: mean(codes.map((s) => softplus(-s))),
    });
    const [wide, good] = [tf.zeros([2, 2]), tf.zeros([2])];
    expect(() => adversarialPriorDiscriminatorLoss({ priorScores: good, codeScores: wide })).toThrow("[2,2]");
    expect(() => adversarialPriorEncoderLoss({ codeScores: wide })).toThrow("[2,2]");
    tf.dispose([wide, good]);
  });
});
