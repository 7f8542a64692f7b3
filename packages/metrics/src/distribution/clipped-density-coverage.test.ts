import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Features } from "../linear/features.ts";
import { clippedDensityCoverage } from "./clipped-density-coverage.ts";
import { calibratedCoverage, expectedClippedCoverage } from "./coverage-calibration.ts";

const k = 5;

/** Numbers that any language makes alike: sums of four hashes by the sine, about normal. */
function hashed(n: number, d: number, seed: number, mean = 0, scale = 1): Features {
  const data = Float64Array.from({ length: n * d }, (_, at) => {
    let sum = 0;
    for (let r = 1; r <= 4; r++) {
      const hash =
        Math.sin(12.9898 * (Math.floor(at / d) + 1) + 78.233 * ((at % d) + 1) + 37.719 * r + seed) *
        43758.5453;
      sum += hash - Math.floor(hash) - 0.5;
    }
    return sum * Math.sqrt(3) * scale + mean;
  });
  return { data, shape: [n, d] };
}

const normal = (n: number, d: number, seed: number, options = {}): Features => ({
  data: Random.fromSeed(seed).normal(n * d, options),
  shape: [n, d],
});

/** The first rows replaced by rows far off. */
function spoilt(features: Features, share: number): Features {
  const [n = 0, d = 0] = features.shape;
  const data = Float64Array.from(features.data);
  for (let at = 0; at < Math.round(share * n) * d; at++) data[at]! += 1000;
  return { data, shape: [n, d] };
}

describe("clipped density and clipped coverage", () => {
  it.each([
    // By the authors' code (ClippedDensityCoverage, before the cut at 1) with numpy, of the same numbers.
    [hashed(120, 4, 0), hashed(120, 4, 5), 5, 1.0376344086021505, 1],
    [hashed(120, 4, 0), hashed(90, 4, 5, 0.5), 5, 0.8602150537634409, 0.7802197802197802],
    [hashed(120, 4, 0), hashed(90, 4, 5, 0.5), 3, 0.9352290679304898, 0.7362637362637363],
    [hashed(121, 3, 1), hashed(150, 3, 9, 0, 0.6), 5, 1.3973406193078324, 0.7814569536423841],
    [hashed(80, 2, 2), hashed(80, 2, 3, 1.5), 5, 0.4586776859504132, 0.2962962962962963],
    [hashed(80, 2, 2), hashed(80, 2, 3, 1.5), 3, 0.5149253731343283, 0.2839506172839506],
  ])("are what the authors' code gives (case %#)", (real, generated, neighbours, density, coverage) => {
    const result = clippedDensityCoverage({ real, generated, k: neighbours });
    expect(result.clippedDensity.value).toBeCloseTo(Math.min(1, density), 12);
    expect(result.clippedCoverage.value).toBeCloseTo(coverage, 12);
    expect(result.k).toBe(neighbours);
  });

  it("expect of real rows what their code does, and give their number back", () => {
    const expected = [0.04166667, 0.16651832, 0.47284617, 0.6426721];
    [5, 20, 60, 90].forEach((m, i) => {
      expect(expectedClippedCoverage({ m, n: 120, k })).toBeCloseTo(expected[i] as number, 7);
    });
    expect(expectedClippedCoverage({ m: 4, n: 120, k })).toBe(0);
    for (const good of [10, 200, 1000]) {
      const covered = expectedClippedCoverage({ m: good, n: 1000, k });
      expect(calibratedCoverage(covered, { m: 1000, n: 1000, k })).toBeCloseTo(good / 1000, 2);
    }
  });

  it.each([2, 32])("read as the share of good rows, in %i dimensions", (d) => {
    for (const share of [0, 0.3, 0.7]) {
      const { clippedDensity, clippedCoverage } = clippedDensityCoverage({
        real: normal(800, d, 1),
        generated: spoilt(normal(800, d, 2), share),
      });
      for (const { value, interval } of [clippedDensity, clippedCoverage]) {
        expect(Math.abs(value - (1 - share))).toBeLessThan(0.06);
        expect(interval.low).toBeLessThanOrEqual(value);
        expect(interval.high).toBeGreaterThanOrEqual(value);
        expect(interval.high - interval.low).toBeLessThan(0.3);
      }
    }
  });

  it("do not mind one row far off on either side", () => {
    const [real, generated] = [normal(500, 8, 3), normal(500, 8, 4)];
    const before = clippedDensityCoverage({ real, generated });
    for (const after of [
      clippedDensityCoverage({ real: spoilt(real, 1 / 500), generated }),
      clippedDensityCoverage({ real, generated: spoilt(generated, 1 / 500) }),
    ]) {
      expect(Math.abs(after.clippedDensity.value - before.clippedDensity.value)).toBeLessThan(0.01);
      expect(Math.abs(after.clippedCoverage.value - before.clippedCoverage.value)).toBeLessThan(0.01);
    }
  });

  it("have intervals that hold what other samples score on average", () => {
    const draws = Array.from({ length: 60 }, (_, r) =>
      clippedDensityCoverage({
        real: normal(200, 4, 1000 + r),
        generated: normal(200, 4, 2000 + r, { mean: 0.4 }),
      }),
    );
    for (const which of ["clippedDensity", "clippedCoverage"] as const) {
      const mean = draws.reduce((sum, draw) => sum + draw[which].value, 0) / draws.length;
      const held = draws.filter(({ [which]: { interval } }) => interval.low <= mean && mean <= interval.high);
      expect(held.length / draws.length, which).toBeGreaterThanOrEqual(0.87);
    }
  });

  it("leave out a group as leaving out its rows by hand does", () => {
    // Rows 0, 20, 40, … are the first group: the interval is made from the very values of sets without them.
    const [real, generated] = [normal(60, 3, 5), normal(60, 3, 6, { mean: 0.8 })];
    const { clippedDensity } = clippedDensityCoverage({ real, generated });
    const without = (features: Features, group: number): Features => {
      const rows = Array.from({ length: 60 }, (_, i) => i).filter((i) => i % 20 !== group);
      return {
        data: Float64Array.from(rows.flatMap((i) => [...features.data.subarray(3 * i, 3 * i + 3)])),
        shape: [rows.length, 3],
      };
    };
    const groups = Array.from({ length: 20 }, (_, g) => g);
    const varianceOf = (values: readonly number[]): number => {
      const mean = values.reduce((sum, value) => sum + value, 0) / 20;
      return (19 / 20) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
    };
    const ofReal = groups.map((g) => clippedDensityCoverage({ real: without(real, g), generated }));
    const ofGenerated = groups.map((g) => clippedDensityCoverage({ real, generated: without(generated, g) }));
    const variance =
      varianceOf(ofReal.map((part) => part.clippedDensity.value)) +
      varianceOf(ofGenerated.map((part) => part.clippedDensity.value));
    // The .975 quantile of Student's t with 19 degrees of freedom.
    const half = 2.093024 * Math.sqrt(variance);
    const { low, high } = clippedDensity.interval;
    expect(Math.max(high - clippedDensity.value, clippedDensity.value - low)).toBeGreaterThanOrEqual(
      half - 1e-4,
    );
    expect(clippedDensity.value - low).toBeCloseTo(Math.min(clippedDensity.value, half), 4);
  });

  it("refuse k that the sets do not have", () => {
    const [real, generated] = [normal(10, 2, 1), normal(4, 2, 2)];
    expect(() => clippedDensityCoverage({ real, generated })).toThrow(/k in 1…4.*received 5/);
    expect(() => clippedDensityCoverage({ real: generated, generated: real, k: 3 })).toThrow(/k in 1…2/);
    expect(() => clippedDensityCoverage({ real, generated: normal(10, 3, 2) })).toThrow(/one dimension/);
  });
});
