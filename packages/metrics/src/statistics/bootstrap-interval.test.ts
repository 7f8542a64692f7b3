import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { bootstrapInterval } from "./bootstrap-interval.ts";
import { groupedJackknife } from "./grouped-jackknife.ts";
import { ratioOfMeans } from "./ratio-of-means.ts";

describe("bootstrapInterval", () => {
  it("is near x̄ ± 1.96·s/√n for a mean, and the same for the same seed", () => {
    const n = 500;
    const values = Random.fromSeed(1).normal(n);
    const mean = (indices: Int32Array): number =>
      indices.reduce((sum, index) => sum + (values[index] as number), 0) / n;
    const run = (seed: number) => bootstrapInterval({ n, statistic: mean, random: Random.fromSeed(seed) });
    const { low, high, method } = run(2);
    const all = Int32Array.from({ length: n }, (_, i) => i);
    const spread = Math.sqrt(values.reduce((sum, value) => sum + (value - mean(all)) ** 2, 0)) / n;
    expect(Math.abs((high - low) / 2 / spread - 1.96)).toBeLessThan(0.2);
    expect(method).toBe("percentile bootstrap, 1000 resamples");
    expect(run(2)).toEqual(run(2));
    expect(run(3).low).not.toBe(low);
  });

  it("refuses single rows, few resamples, levels that are none and statistics that do not exist", () => {
    const random = Random.fromSeed(1);
    const statistic = (): number => 1;
    expect(() => bootstrapInterval({ n: 1, statistic, random })).toThrow(/at least 2 rows/);
    expect(() => bootstrapInterval({ n: 5, statistic, random, resamples: 3 })).toThrow(/at least 20/);
    expect(() => bootstrapInterval({ n: 5, statistic, random, level: 0 })).toThrow(/level/);
    expect(() => bootstrapInterval({ n: 5, statistic: () => Number.NaN, random })).toThrow(
      /received NaN at 0/,
    );
  });
});

describe("ratioOfMeans", () => {
  const random = Random.fromSeed(1);

  it("divides sums, and pairs take the common part out of the interval", () => {
    const size = Float64Array.from(random.uniform(300, { low: 1, high: 10 }));
    const error = size.map((value) => value / 2);
    const pairs = ratioOfMeans({ numerator: error, denominator: size, paired: true, random });
    expect(pairs.value).toBeCloseTo(0.5, 12);
    expect(pairs.interval?.high).toBeCloseTo(0.5, 12);
    const apart = ratioOfMeans({ numerator: error, denominator: size, paired: false, random });
    expect((apart.interval?.high as number) - (apart.interval?.low as number)).toBeGreaterThan(0.02);
  });

  it("has no value over zeros, and refuses the rest", () => {
    const zeros = new Float64Array(3);
    const ones = Float64Array.from([1, 1, 1]);
    expect(ratioOfMeans({ numerator: ones, denominator: zeros, paired: true, random })).toEqual({
      value: null,
      reason: "The denominator is zero everywhere.",
      n: 3,
    });
    expect(() => ratioOfMeans({ numerator: ones, denominator: ones.slice(1), paired: true, random })).toThrow(
      /pairs/,
    );
    expect(() =>
      ratioOfMeans({ numerator: ones, denominator: zeros.slice(2), paired: false, random }),
    ).toThrow(/2 values/);
    expect(() =>
      ratioOfMeans({ numerator: ones, denominator: Float64Array.from([1, -1, 3]), paired: true, random }),
    ).toThrow(/negative/);
  });
});

describe("groupedJackknife", () => {
  it("is the textbook's for a mean: no bias, s²/n, groups of one", () => {
    const values = [1, 2, 4, 9];
    const result = groupedJackknife({
      estimate: 4,
      leftOut: values.map((value) => (16 - value) / 3),
      sizes: [1, 1, 1, 1],
    });
    const variance = values.reduce((sum, value) => sum + (value - 4) ** 2, 0) / 3;
    expect(result.bias).toBeCloseTo(0, 12);
    expect(result.variance).toBeCloseTo(variance / 4, 12);
    expect(result.degreesOfFreedom).toBe(3);
  });

  it("finds the bias of the variance with divisor n exactly", () => {
    const values = [1, 2, 4, 9, 3];
    const spread = (sample: number[]): number => {
      const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
      return sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sample.length;
    };
    const estimate = spread(values);
    const { bias } = groupedJackknife({
      estimate,
      leftOut: values.map((_, i) => spread(values.filter((_, j) => j !== i))),
      sizes: [1, 1, 1, 1, 1],
    });
    expect(estimate - bias).toBeCloseTo((estimate * 5) / 4, 12);
  });

  it("refuses one group and empty ones", () => {
    expect(() => groupedJackknife({ estimate: 1, leftOut: [1], sizes: [3] })).toThrow(/2 groups/);
    expect(() => groupedJackknife({ estimate: 1, leftOut: [1, 1], sizes: [3, 0] })).toThrow(/not empty/);
  });
});
