import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { benjaminiHochbergAdjusted, holmAdjusted } from "./multiple-comparisons.ts";
import { permutationTest } from "./permutation-test.ts";

const difference =
  (values: ArrayLike<number>) =>
  (first: Int32Array, second: Int32Array): number => {
    const mean = (rows: Int32Array): number =>
      rows.reduce((sum, i) => sum + (values[i] as number), 0) / rows.length;
    return mean(first) - mean(second);
  };

describe("permutationTest", () => {
  it("comes near the exact share: the largest of C(6, 3) = 20 splits", () => {
    const input = {
      sizes: [3, 3] as const,
      statistic: difference([4, 5, 6, 1, 2, 3]),
      permutations: 4999,
    };
    const greater = permutationTest({ ...input, random: Random.fromSeed(1) });
    expect(greater.value).toBe(3);
    expect(greater.pValue).toBeCloseTo(1 / 20, 1);
    expect(Math.abs(greater.pValue - 1 / 20)).toBeLessThan(0.012);
    expect(permutationTest({ ...input, random: Random.fromSeed(1), alternative: "less" }).pValue).toBe(1);
    const both = permutationTest({ ...input, random: Random.fromSeed(1), alternative: "two-sided" });
    expect(both.pValue).toBeCloseTo(2 * greater.pValue, 12);
  });

  it("rejects one in twenty of equal samples", () => {
    const random = Random.fromSeed(2);
    let rejected = 0;
    for (let r = 0; r < 200; r++) {
      const statistic = difference(random.normal(20));
      rejected += Number(
        permutationTest({ sizes: [10, 10], statistic, random, permutations: 99 }).pValue <= 0.05,
      );
    }
    expect(rejected).toBeGreaterThanOrEqual(2);
    expect(rejected).toBeLessThanOrEqual(20);
  });

  it("refuses empty samples, few permutations and NaN", () => {
    const random = Random.fromSeed(1);
    expect(() => permutationTest({ sizes: [0, 3], statistic: () => 1, random })).toThrow(/two samples/);
    expect(() => permutationTest({ sizes: [3, 3], statistic: () => 1, random, permutations: 9 })).toThrow(
      /19/,
    );
    expect(() => permutationTest({ sizes: [3, 3], statistic: () => Number.NaN, random })).toThrow(/finite/);
  });
});

describe("adjusted p-values", () => {
  it("have closed forms, in the order given", () => {
    expect([...holmAdjusted([0.04, 0.01, 0.03])]).toEqual(
      [0.06, 0.03, 0.06].map((p) => expect.closeTo(p, 12)),
    );
    expect([...benjaminiHochbergAdjusted([0.04, 0.01, 0.03])]).toEqual(
      [0.04, 0.03, 0.04].map((p) => expect.closeTo(p, 12)),
    );
    expect([...holmAdjusted([0.9, 0.8])]).toEqual([1, 1]);
    expect([...holmAdjusted([])]).toEqual([]);
  });

  it("never order differently from the plain ones, and Holm's are the larger", () => {
    const p = Random.fromSeed(5).uniform(50);
    const [holm, step] = [holmAdjusted(p), benjaminiHochbergAdjusted(p)];
    for (let i = 0; i < 50; i++) {
      expect(holm[i]).toBeGreaterThanOrEqual(step[i] as number);
      expect(step[i]).toBeGreaterThanOrEqual(p[i] as number);
      for (let j = 0; j < 50; j++) {
        if ((p[i] as number) < (p[j] as number)) expect(step[i]).toBeLessThanOrEqual(step[j] as number);
      }
    }
  });

  it("refuse what is no probability", () => {
    expect(() => holmAdjusted([0.1, 1.1])).toThrow(/1.1 at 1/);
    expect(() => benjaminiHochbergAdjusted([Number.NaN])).toThrow(/NaN at 0/);
  });
});
