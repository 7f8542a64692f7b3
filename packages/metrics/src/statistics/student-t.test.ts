import { describe, expect, it } from "vitest";
import { meanInterval, seedInterval } from "./mean-interval.ts";
import { quantileSorted } from "./quantile.ts";
import { incompleteBeta, logGamma, studentCumulative, studentQuantile } from "./student-t.ts";

describe("Student's t", () => {
  it("has the closed forms of one and two degrees of freedom", () => {
    for (const t of [-30, -2, -0.1, 0, 0.5, 1, 7, 1e6]) {
      expect(studentCumulative(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 13);
      expect(studentCumulative(t, 2)).toBeCloseTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 13);
    }
    expect(studentCumulative(Number.POSITIVE_INFINITY, 3)).toBe(1);
    expect(studentCumulative(Number.NEGATIVE_INFINITY, 3)).toBe(0);
  });

  it.each([
    // Published two-sided 95 % and 99 % points.
    [0.975, 1, 12.7062],
    [0.975, 4, 2.7764],
    [0.975, 19, 2.093],
    [0.995, 10, 3.1693],
    [0.975, 1e7, 1.96],
    [0.5, 5, 0],
  ])("has the tabled quantile at %d with %d degrees of freedom", (probability, freedom, t) => {
    expect(studentQuantile(probability, freedom)).toBeCloseTo(t, 4);
    expect(studentQuantile(1 - probability, freedom)).toBeCloseTo(-t, 4);
  });

  it("inverts itself", () => {
    for (const p of [1e-6, 0.03, 0.4, 0.9, 0.999999]) {
      for (const freedom of [0.7, 3, 40.5, 1000]) {
        expect(studentCumulative(studentQuantile(p, freedom), freedom)).toBeCloseTo(p, 12);
      }
    }
  });

  it("rests on a gamma function and an incomplete beta that are right", () => {
    expect(logGamma(5)).toBeCloseTo(Math.log(24), 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 12);
    expect(incompleteBeta(0.3, 1, 1)).toBeCloseTo(0.3, 14);
    expect(incompleteBeta(0.3, 2, 1)).toBeCloseTo(0.09, 14);
    expect(incompleteBeta(0.8, 2, 3)).toBeCloseTo(1 - incompleteBeta(0.2, 3, 2), 14);
  });

  it("refuses what is out of range", () => {
    expect(() => studentCumulative(1, 0)).toThrow(/degrees of freedom/);
    expect(() => studentCumulative(Number.NaN, 2)).toThrow(/NaN/);
    expect(() => studentQuantile(1, 2)).toThrow(/probability/);
  });
});

describe("mean intervals", () => {
  it("are x̄ ± t·s/√n", () => {
    const { value, n, interval } = meanInterval({ values: [1, 2, 3, 4, 5] });
    expect(value).toBe(3);
    expect(n).toBe(5);
    expect(interval.high - value).toBeCloseTo((2.7764451 * Math.sqrt(2.5)) / Math.sqrt(5), 6);
    expect(interval).toMatchObject({ method: "t over 5 samples", resampled: "samples", level: 0.95 });
    expect(seedInterval({ values: [1, 2, 3], level: 0.9 }).interval).toMatchObject({
      method: "t over 3 seeds",
      resampled: "seeds",
      level: 0.9,
    });
    expect(meanInterval({ values: [2, 2] }).interval).toMatchObject({ low: 2, high: 2 });
  });

  it("refuse one value, NaN and levels that are none", () => {
    expect(() => seedInterval({ values: [1] })).toThrow(/seedInterval: expected at least 2 values/);
    expect(() => meanInterval({ values: [] })).toThrow(/at least 2/);
    expect(() => meanInterval({ values: [1, Number.NaN] })).toThrow(/NaN at 1/);
    expect(() => meanInterval({ values: [1, 2], level: 1 })).toThrow(/level/);
  });
});

describe("quantileSorted", () => {
  it("is linear between neighbours", () => {
    expect(quantileSorted([10], 0.3)).toBe(10);
    expect(quantileSorted([0, 10, 20, 30], 0)).toBe(0);
    expect(quantileSorted([0, 10, 20, 30], 1)).toBe(30);
    expect(quantileSorted([0, 10, 20, 30], 0.5)).toBe(15);
    expect(() => quantileSorted([], 0.5)).toThrow(/0 values/);
    expect(() => quantileSorted([1], 1.1)).toThrow(/1.1/);
  });
});
