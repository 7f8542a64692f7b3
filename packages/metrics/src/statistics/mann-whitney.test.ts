import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { mannWhitney } from "./mann-whitney.ts";
import { signedRankTest } from "./signed-rank-test.ts";
import { kolmogorovSmirnov, studentTest } from "./two-sample-tests.ts";

describe("mannWhitney", () => {
  it("counts orders: two of two against three, all above, is one of ten", () => {
    const test = mannWhitney({ first: [4, 5], second: [1, 2, 3], alternative: "greater" });
    expect(test).toMatchObject({ u: 6, effect: 1, method: "exact" });
    expect(test.pValue).toBeCloseTo(1 / 10, 12);
    expect(mannWhitney({ first: [4, 5], second: [1, 2, 3] }).pValue).toBeCloseTo(2 / 10, 12);
    expect(mannWhitney({ first: [4, 5], second: [1, 2, 3], alternative: "less" }).pValue).toBeCloseTo(1, 12);
  });

  it("agrees with its approximation at 40 values, and stays a probability at 100", () => {
    const random = Random.fromSeed(1);
    const [first, second] = [random.normal(40, { mean: 0.4 }), random.normal(40)];
    const exact = mannWhitney({ first, second, method: "exact" });
    const normal = mannWhitney({ first, second, method: "normal" });
    expect(Math.abs((exact.pValue as number) - (normal.pValue as number))).toBeLessThan(0.005);
    const large = mannWhitney({ first: random.normal(100), second: random.normal(100), method: "exact" });
    expect(large.pValue).toBeGreaterThan(0);
    expect(large.pValue).toBeLessThanOrEqual(1);
  });

  it("counts ties half and says where nothing can be said", () => {
    expect(mannWhitney({ first: [1, 2], second: [2, 3] }).u).toBe(0.5);
    const flat = { first: [1, 1], second: [1, 1, 1] };
    expect(mannWhitney(flat)).toMatchObject({ effect: 0.5, pValue: 1 });
    expect(mannWhitney({ ...flat, alternative: "greater" }).pValue).toBeNull();
  });

  it("refuses empty samples, NaN and exact ties", () => {
    expect(() => mannWhitney({ first: [], second: [1] })).toThrow(/two samples/);
    expect(() => mannWhitney({ first: [Number.NaN], second: [1] })).toThrow(/finite/);
    expect(() => mannWhitney({ first: [1], second: [1], method: "exact" })).toThrow(/ties/);
  });
});

describe("signedRankTest", () => {
  it("counts signs: five differences of one sign are 2 of 32", () => {
    const test = signedRankTest([1, 2, 3, 4, 5], [0, 0, 0, 0, 0]);
    expect(test).toMatchObject({ statistic: 0, method: "exact", n: 5 });
    expect(test.pValue).toBeCloseTo(2 / 32, 12);
    expect(signedRankTest([0, 0, 0, 0, 0], [1, 2, 3, 4, 5]).pValue).toBeCloseTo(2 / 32, 12);
  });

  it("drops equal pairs and takes the approximation then", () => {
    const test = signedRankTest([1, 2, 3, 3], [1, 0, 0, 4]);
    expect(test).toMatchObject({ n: 3, statistic: 1, method: "normal" });
    expect(test.pValue).toBeCloseTo(0.285, 3);
  });

  it("refuses no pairs that differ and unpaired samples", () => {
    expect(() => signedRankTest([1, 2], [1, 2])).toThrow(/pairs that differ/);
    expect(() => signedRankTest([], [])).toThrow(/pairs that differ/);
    expect(() => signedRankTest([1, 2], [1])).toThrow(/expected pairs/);
  });
});

describe("studentTest", () => {
  it("has closed forms", () => {
    const pooled = studentTest({ first: [1, 3], second: [5, 7], variances: "pooled" });
    expect(pooled.t).toBeCloseTo(-4 / Math.SQRT2, 12);
    expect(pooled.degreesOfFreedom).toBe(2);
    expect(pooled.effect).toBeCloseTo(-4 / Math.SQRT2, 12);
    // Two degrees of freedom: P(|T| > t) = 1 − t/√(2 + t²).
    expect(pooled.pValue).toBeCloseTo(1 - Math.sqrt(8 / 10), 12);
    const welch = studentTest({ first: [1, 3], second: [5, 5] });
    expect(welch.degreesOfFreedom).toBeCloseTo(1, 12);
    expect(welch.t).toBeCloseTo(-3, 12);
  });

  it("refuses two constants and single values", () => {
    expect(() => studentTest({ first: [0.1, 0.1, 0.1], second: [0.2, 0.2] })).toThrow(/constant/);
    expect(() => studentTest({ first: [1], second: [1, 2] })).toThrow(/first.*at least 2/);
  });
});

describe("kolmogorovSmirnov", () => {
  it("is the largest gap, 0 for the same values and 1 apart", () => {
    expect(kolmogorovSmirnov([1, 2, 3, 4], [2.5, 2.6])).toBe(0.5);
    expect(kolmogorovSmirnov([3, 1, 1, 2], [1, 2, 3, 1])).toBe(0);
    expect(kolmogorovSmirnov([1, 2], [3, 4, 5])).toBe(1);
    expect(() => kolmogorovSmirnov([], [1])).toThrow(/two samples/);
  });
});
