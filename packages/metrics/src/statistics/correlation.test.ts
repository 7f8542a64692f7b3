import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { averageRanks } from "./average-ranks.ts";
import { kendallCorrelation, pearsonCorrelation, spearmanCorrelation } from "./correlation.ts";

describe("averageRanks", () => {
  it("shares the ranks of equal values", () => {
    expect([...averageRanks([5, 1, 5, 0, 5])]).toEqual([4, 2, 4, 1, 4]);
    expect([...averageRanks([-0, 0])]).toEqual([1.5, 1.5]);
    expect([...averageRanks([])]).toEqual([]);
    expect(() => averageRanks([1, Number.NaN])).toThrow(/finite/);
  });
});

describe("correlations", () => {
  it("have closed forms", () => {
    // Σd² = 2 of four ranks: 1 − 6·2/(4·15) = 0.8; one discordant pair of six.
    expect(spearmanCorrelation([1, 2, 3, 4], [10, 30, 20, 40]).value).toBeCloseTo(0.8, 12);
    expect(kendallCorrelation([1, 2, 3, 4], [10, 30, 20, 40])).toBeCloseTo(4 / 6, 12);
    expect(kendallCorrelation([1, 1, 2], [1, 2, 3])).toBeCloseTo(2 / Math.sqrt(2 * 3), 12);
    expect(pearsonCorrelation([0, 0, 1, 1], [0, 1, 0, 1])).toBe(0);
    // t = 0.8·√(2/0.36), two degrees of freedom: P(|T| > t) = 1 − t/√(2 + t²) = 0.2.
    expect(spearmanCorrelation([1, 2, 3, 4], [10, 30, 20, 40]).pValue).toBeCloseTo(0.2, 10);
  });

  it("of ranks do not see monotone maps, of values not scale, offset or their order", () => {
    const x = Random.fromSeed(1).normal(40);
    const y = Random.fromSeed(2).normal(40);
    const base = pearsonCorrelation(x, y);
    expect(
      pearsonCorrelation(
        x,
        y.map((value) => 4 * value),
      ),
    ).toBeCloseTo(base, 6);
    expect(
      pearsonCorrelation(
        Float64Array.from(x, (v) => v + 1e6),
        y,
      ),
    ).toBeCloseTo(base, 6);
    expect(pearsonCorrelation(y, x)).toBeCloseTo(base, 12);
    const bent = Float64Array.from(y, Math.exp);
    expect(spearmanCorrelation(x, bent).value).toBeCloseTo(spearmanCorrelation(x, y).value, 12);
    expect(kendallCorrelation(x, bent)).toBeCloseTo(kendallCorrelation(x, y), 12);
    expect(spearmanCorrelation(x, x)).toEqual({ value: 1, pValue: 0 });
  });

  it.each([pearsonCorrelation, spearmanCorrelation, kendallCorrelation])(
    "%o refuses bad pairs",
    (correlation) => {
      expect(() => correlation([1, 2, 3], [1, 2])).toThrow(/as many values/);
      expect(() => correlation([1], [1])).toThrow(/at least/);
      expect(() => correlation([0.1, 0.1, 0.1], [1, 2, 3])).toThrow(/constant first/);
      expect(() => correlation([1, 2, 3], [0.1, 0.1, 0.1])).toThrow(/constant second/);
      expect(() => correlation([1, 2, Number.NaN], [1, 2, 3])).toThrow(/finite/);
    },
  );
});
