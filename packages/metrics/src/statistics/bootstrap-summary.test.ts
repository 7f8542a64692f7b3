import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { biasCorrectedInterval, bootstrapSummary } from "./bootstrap-summary.ts";

const meanOf = (values: Float32Array, indices: Int32Array): number =>
  indices.reduce((sum, i) => sum + (values[i] as number), 0) / indices.length;

describe("bootstrapSummary", () => {
  it("is the percentile interval for symmetric replicates without skewness", () => {
    const replicates = Float64Array.from({ length: 101 }, (_, i) => i - 50);
    const summary = bootstrapSummary({ estimate: 0, replicates, leftOut: [-1, 0, 1], level: 0.9 });
    expect(summary.percentile).toEqual([expect.closeTo(-45, 12), expect.closeTo(45, 12)]);
    expect(summary.biasCorrected).toEqual([expect.closeTo(-45, 8), expect.closeTo(45, 8)]);
    expect(summary.basic).toEqual([expect.closeTo(-45, 12), expect.closeTo(45, 12)]);
    expect(summary).toMatchObject({ bias: expect.closeTo(0, 12), acceleration: 0 });
  });

  it("refuses too few replicates, NaN and an estimate outside them", () => {
    const replicates = Float64Array.from({ length: 20 }, (_, i) => i);
    expect(() => bootstrapSummary({ estimate: 30, replicates, leftOut: [1, 2] })).toThrow(/both sides/);
    expect(() => bootstrapSummary({ estimate: 3, replicates: [1], leftOut: [1, 2] })).toThrow(
      /20 replicates/,
    );
    expect(() => bootstrapSummary({ estimate: 3, replicates, leftOut: [1] })).toThrow(/2 left-out/);
    expect(() => bootstrapSummary({ estimate: Number.NaN, replicates, leftOut: [1, 2] })).toThrow(/finite/);
  });
});

describe("biasCorrectedInterval", () => {
  it("leans to the long tail of an exponential mean, and holds the truth about as often as it says", () => {
    const random = Random.fromSeed(9);
    let held = 0;
    let leaning = 0;
    const replicates = 100;
    for (let r = 0; r < replicates; r++) {
      const values = random.uniform(40).map((u) => -Math.log(1 - u));
      const all = Int32Array.from({ length: 40 }, (_, i) => i);
      const estimate = meanOf(values, all);
      const { low, high } = biasCorrectedInterval({
        n: 40,
        statistic: (indices) => meanOf(values, indices),
        random,
        resamples: 400,
      });
      held += Number(low <= 1 && high >= 1);
      leaning += Number(high - estimate > estimate - low);
    }
    expect(held).toBeGreaterThanOrEqual(87);
    expect(leaning).toBeGreaterThanOrEqual(95);
  });

  it("refuses statistics that are not finite and too few rows", () => {
    const random = Random.fromSeed(1);
    expect(() => biasCorrectedInterval({ n: 2, statistic: () => 1, random })).toThrow(/3 rows/);
    expect(() => biasCorrectedInterval({ n: 9, statistic: () => Number.NaN, random })).toThrow(/finite/);
    expect(() => biasCorrectedInterval({ n: 9, statistic: () => 1, random, resamples: 5 })).toThrow(
      /20 resamples/,
    );
  });
});
