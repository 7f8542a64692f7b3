import { describe, expect, it } from "vitest";
import { incompleteBeta } from "./incomplete-beta.ts";
import { logBeta, logChoose, logGamma } from "./log-gamma.ts";
import { meanInterval, seedInterval } from "./mean-interval.ts";
import { quantileSorted } from "./quantile.ts";
import { studentCumulative, studentQuantile } from "./student-t.ts";

const expectRelative = (value: number, expected: number, message: string): void => {
  expect(Math.abs(value / expected - 1), `${message}: ${value} against ${expected}`).toBeLessThanOrEqual(
    1e-12,
  );
};

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

  it("has the closed forms of one and two degrees of freedom to 12 digits, at any probability", () => {
    for (const p of [1e-300, 1e-100, 1e-20, 1e-10, 1e-3, 0.1, 0.24, 0.25, 0.26, 0.4, 0.499, 0.5 - 1e-9]) {
      // −cot(πp); near ½ it is the tangent of what is missing, which is exact.
      const one = p < 0.25 ? -1 / Math.tan(Math.PI * p) : -Math.tan(Math.PI * (0.5 - p));
      const two = -(1 - 2 * p) / Math.sqrt(2 * p * (1 - p));
      expectRelative(studentQuantile(p, 1), one, `1 degree of freedom, p = ${p}`);
      expectRelative(studentQuantile(p, 2), two, `2 degrees of freedom, p = ${p}`);
    }
    // The other end: 1 − p is exact there.
    for (const p of [0.6, 0.75, 0.999, 1 - 1e-12, 1 - 2 ** -53]) {
      const rest = 1 - p;
      const one = rest < 0.25 ? 1 / Math.tan(Math.PI * rest) : Math.tan(Math.PI * (0.5 - rest));
      expectRelative(studentQuantile(p, 1), one, `1 degree of freedom, p = ${p}`);
      expectRelative(studentQuantile(p, 2), (1 - 2 * rest) / Math.sqrt(2 * rest * p), `2, p = ${p}`);
    }
  });

  it.each([
    // By mpmath with 40 digits.
    [1e-100, 0.5, -1.02849115631634e199],
    [1e-300, 3, -1.033110836044653e100],
    [1e-10, 3, -2225.7692846830932],
    [0.025, 0.5, -164.55767348048852],
    [0.025, 4.3, -2.7016948982822315],
    [1e-300, 37, -724688786.760117],
    [1e-6, 200, -4.897302102826782],
    [0.1, 5000, -1.2817209053357184],
    [1e-300, 1e6, -37.05982087277439],
    [1e-10, 1e6, -6.361406848876743],
    [0.3, 1e6, -0.5244006798602089],
  ])("has the quantile at %d with %d degrees of freedom to 12 digits", (probability, freedom, t) => {
    expectRelative(studentQuantile(probability, freedom), t, "quantile");
    // How far the probability moves with the last digit of t grows with both.
    const chance = studentCumulative(t, freedom);
    expect(Math.abs(chance / probability - 1)).toBeLessThanOrEqual(
      1e-12 * Math.max(1, -Math.log(probability)),
    );
  });

  it("is infinite only beyond the range of numbers", () => {
    expect(studentQuantile(1e-300, 0.5)).toBe(Number.NEGATIVE_INFINITY);
    expect(studentQuantile(1e-150, 0.5)).toBeLessThan(-1e297);
    expect(studentCumulative(-1e300, 1)).toBeGreaterThan(3.1e-301);
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
    expectRelative(logBeta(1e6, 0.5), 0.5 * Math.log(Math.PI / (1e6 - 0.25)) - 1 / (64 * 1e12), "B(10⁶, ½)");
    expectRelative(logBeta(3, 20), -Math.log(4620), "B(3, 20)");
    expectRelative(logBeta(12, 12), -Math.log(16_224_936), "B(12, 12)");
    expectRelative(logChoose(60, 30), Math.log(1.182645815648614e17), "60 over 30");
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
