import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { mannWhitney } from "./mann-whitney.ts";
import { averagePrecision, rocAuc, rocCurve } from "./roc-curve.ts";

describe("rocCurve", () => {
  it("finds equal scores together", () => {
    const curve = rocCurve({ scores: [3, 2, 2, 1], labels: [1, 1, 0, 0] });
    expect([...curve.thresholds]).toEqual([Number.POSITIVE_INFINITY, 3, 2, 1]);
    expect([...curve.falsePositiveRates]).toEqual([0, 0, 0.5, 1]);
    expect([...curve.truePositiveRates]).toEqual([0, 0.5, 1, 1]);
  });

  it("has the area of U / (n·m), which turns round with the labels, ties or not", () => {
    const random = Random.fromSeed(7);
    for (const round of [1, 1000]) {
      const scores = random.normal(80).map((value) => Math.round(value * round));
      const labels = random.integers(80, { high: 2 });
      const { effect } = mannWhitney({
        first: scores.filter((_, i) => labels[i] === 1),
        second: scores.filter((_, i) => labels[i] === 0),
      });
      expect(rocAuc({ scores, labels })).toBeCloseTo(effect, 12);
      expect(rocAuc({ scores, labels: labels.map((label) => 1 - label) })).toBeCloseTo(1 - effect, 12);
    }
  });

  it("refuses one class, other labels and lengths that differ", () => {
    expect(() => rocAuc({ scores: [1, 2], labels: [1, 1] })).toThrow(/both classes/);
    expect(() => rocAuc({ scores: [1, 2], labels: [1, 2] })).toThrow(/0 or 1/);
    expect(() => rocAuc({ scores: [1, 2], labels: [1] })).toThrow(/as many labels/);
    expect(() => averagePrecision({ scores: [], labels: [] })).toThrow(/both classes/);
    expect(() => rocCurve({ scores: [1, Number.NaN], labels: [0, 1] })).toThrow(/finite/);
  });
});

describe("averagePrecision", () => {
  it("is a step sum: 1 at best, the positives' share when all are tied", () => {
    expect(averagePrecision({ scores: [4, 3, 2, 1], labels: [1, 0, 1, 0] })).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(averagePrecision({ scores: [4, 3, 2], labels: [1, 1, 0] })).toBe(1);
    expect(averagePrecision({ scores: [1, 1, 1, 1], labels: [1, 0, 0, 0] })).toBe(0.25);
  });
});
