import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { kMeans } from "./k-means.ts";

/** Four clouds of 30 at the corners of a square of side 10. */
function clouds(seed: number) {
  const noise = Random.fromSeed(seed).normal(240);
  const data = noise.map((value, i) => value * 0.5 + (((i % 2 === 0 ? i >> 1 : i >> 2) & 1) === 0 ? -5 : 5));
  return { data, shape: [120, 2] };
}

describe("kMeans", () => {
  it("finds separate clouds from k-means++, and repeats with the seed", () => {
    const found = kMeans({ features: clouds(1), clusters: 4, random: Random.fromSeed(2) });
    expect(found.converged).toBe(true);
    expect(found.inertia / 120).toBeLessThan(0.7);
    for (const value of found.centres.data) expect(Math.abs(Math.abs(value) - 5)).toBeLessThan(0.5);
    expect(kMeans({ features: clouds(1), clusters: 4, random: Random.fromSeed(2) }).labels).toEqual(
      found.labels,
    );
  });

  it("stops at centres that are the means of their samples, each sample at its nearest", () => {
    const features = { data: Random.fromSeed(3).normal(300), shape: [100, 3] };
    const { labels, centres, inertia } = kMeans({ features, clusters: 5, random: Random.fromSeed(4) });
    const sums = new Float64Array(15);
    const sizes = new Float64Array(5);
    let total = 0;
    for (let i = 0; i < 100; i++) {
      const distance = (c: number): number =>
        [0, 1, 2].reduce(
          (sum, j) => sum + ((features.data[i * 3 + j] as number) - (centres.data[c * 3 + j] as number)) ** 2,
          0,
        );
      const own = labels[i] as number;
      for (let c = 0; c < 5; c++) expect(distance(own)).toBeLessThanOrEqual(distance(c));
      total += distance(own);
      sizes[own]! += 1;
      for (let j = 0; j < 3; j++) sums[own * 3 + j]! += features.data[i * 3 + j] as number;
    }
    expect(inertia).toBeCloseTo(total, 10);
    sums.forEach((sum, c) => {
      expect(centres.data[c]).toBeCloseTo(sum / (sizes[Math.floor(c / 3)] as number), 10);
    });
  });

  it("gives an emptied cluster the farthest sample", () => {
    const features = { data: Float64Array.from([0, 1, 2, 10]), shape: [4, 1] };
    const start = { data: Float64Array.from([1, 100]), shape: [2, 1] };
    const { labels, centres } = kMeans({ features, start });
    expect([...labels]).toEqual([0, 0, 0, 1]);
    expect([...centres.data]).toEqual([1, 10]);
  });

  it("gives one cluster the mean, and n clusters no inertia", () => {
    const features = { data: Float64Array.from([1, 3, 8]), shape: [3, 1] };
    expect([...kMeans({ features, clusters: 1, random: Random.fromSeed(1) }).centres.data]).toEqual([4]);
    expect(kMeans({ features, clusters: 3, random: Random.fromSeed(1) }).inertia).toBe(0);
  });

  it("refuses more clusters than samples or than different samples, and other widths", () => {
    const features = { data: new Float64Array(6).fill(2), shape: [3, 2] };
    const random = Random.fromSeed(1);
    expect(() => kMeans({ features, clusters: 4, random })).toThrow(/3 for 4/);
    expect(() => kMeans({ features, clusters: 2, random })).toThrow(/2 different samples/);
    expect(() => kMeans({ features, clusters: 0, random })).toThrow(/clusters ≥ 1/);
    expect(() => kMeans({ features, clusters: 1, random, limit: 0 })).toThrow(/limit/);
    expect(() => kMeans({ features, start: { data: new Float64Array(3), shape: [1, 3] } })).toThrow(
      /2 columns/,
    );
    expect(() =>
      kMeans({ features: { data: Float64Array.of(Number.NaN), shape: [1, 1] }, clusters: 1, random }),
    ).toThrow(/finite/);
  });
});
