import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { type BatchClassifier, betaVaeScore } from "./beta-vae-score.ts";
import { gradientBoosting } from "./gradient-boosting.ts";

/** Pairs of 3 codes that agree in code `factor`, or in none. */
function pairs(seed: number, batches: number, agree: boolean) {
  const random = Random.fromSeed(seed);
  const factor = random.integers(batches, { high: 3 });
  const first = random.normal(batches * 24);
  const second = random.normal(batches * 24);
  for (let i = 0; i < first.length && agree; i++) {
    if (i % 3 === factor[Math.floor(i / 24)]) second[i] = first[i] as number;
  }
  const shape = [batches, 8, 3];
  return { first: { data: first, shape }, second: { data: second, shape }, factor };
}

const fit = (input: Parameters<BatchClassifier>[0]) => gradientBoosting({ ...input, rounds: 10 });

describe("betaVaeScore", () => {
  it("is 1 where each factor has its code, about chance where none has", () => {
    const found = betaVaeScore({ train: pairs(1, 90, true), test: pairs(2, 60, true), fit });
    expect(found).toMatchObject({ value: 1, trainAccuracy: 1, n: 60 });
    expect(found.interval?.low).toBeLessThan(1);
    const none = betaVaeScore({ train: pairs(1, 90, false), test: pairs(2, 60, false), fit });
    expect(none.value).toBeLessThan(0.55);
  });

  it("fits a logistic regression by default, which never guesses a factor that training never fixed", () => {
    const train = pairs(1, 200, true);
    const found = betaVaeScore({ train, test: pairs(2, 100, true) });
    expect(found.value).toBeGreaterThan(0.95);
    // Factor 1 is called 5 instead: the same batches, and no class between.
    const renamed = (set: typeof train) => ({
      ...set,
      factor: Array.from(set.factor, (k) => (k === 1 ? 5 : k)),
    });
    expect(betaVaeScore({ train: renamed(train), test: renamed(pairs(2, 100, true)) }).value).toBe(
      found.value,
    );
    const one = { ...train, factor: new Int32Array(200) };
    expect(() => betaVaeScore({ train: one, test: train })).toThrow(/at least 2 fixed factors/);
  });

  it("reads mean absolute differences", () => {
    const shape = [1, 2, 2];
    const one = {
      first: { data: Float64Array.of(1, 2, 3, 4), shape },
      second: { data: Float64Array.of(0, 5, 5, 4), shape },
      factor: [1],
    };
    const { trainFeatures, value } = betaVaeScore({
      train: one,
      test: one,
      fit: ({ classes }) => ({ predict: () => [classes - 1] }),
    });
    expect([...trainFeatures.data]).toEqual([1.5, 1.5]);
    expect(value).toBe(1);
  });

  it("refuses pairs of another shape, factors that are no index and missing predictions", () => {
    const train = pairs(1, 4, true);
    const short = { ...train, second: { data: new Float32Array(24), shape: [1, 8, 3] } };
    expect(() => betaVaeScore({ train, test: short, fit })).toThrow(/pairs of one shape/);
    expect(() => betaVaeScore({ train: { ...train, factor: [0, 1, 0.5, 1] }, test: train, fit })).toThrow(
      /0\.5/,
    );
    expect(() => betaVaeScore({ train, test: train, fit: () => ({ predict: () => [] }) })).toThrow(
      /4 predictions/,
    );
  });
});
