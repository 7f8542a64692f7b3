import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Random } from "./random.ts";

const moments = (values: ArrayLike<number>) => {
  const array = Array.from(values);
  const mean = array.reduce((sum, value) => sum + value, 0) / array.length;
  const variance = array.reduce((sum, value) => sum + (value - mean) ** 2, 0) / array.length;
  return { mean, variance };
};

describe("Random", () => {
  it("repeats itself for the same seed and differs for another", () => {
    const first = Random.fromSeed(7).uniform(100);
    expect(Random.fromSeed(7).uniform(100)).toEqual(first);
    expect(Random.fromSeed(8).uniform(100)).not.toEqual(first);
    expect(Random.fromSeed(7 + 2 ** 32).uniform(100)).not.toEqual(first);
  });

  it("goes on from a saved state exactly", () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat(50), fc.nat(50), (seed, before, after) => {
        const random = Random.fromSeed(seed);
        random.normal(before);
        const restored = Random.fromState(JSON.parse(JSON.stringify(random.state)));
        expect(restored.normal(after)).toEqual(random.normal(after));
      }),
      { numRuns: 50 },
    );
  });

  it("splits by name without drawing from the parent", () => {
    const random = Random.fromSeed(3);
    const before = random.state;
    const child = random.split("noise").uniform(10);
    expect(random.state).toEqual(before);
    expect(random.split("noise").uniform(10)).toEqual(child);
    expect(random.split("labels").uniform(10)).not.toEqual(child);
    expect(random.split("a").split("b").uniform(4)).not.toEqual(random.split("b").split("a").uniform(4));
  });

  it("draws uniform numbers in range with the right moments", () => {
    const values = Random.fromSeed(1).uniform(100_000, { low: -1, high: 3 });
    const { mean, variance } = moments(values);
    expect(Math.min(...values.slice(0, 1000))).toBeGreaterThanOrEqual(-1);
    expect(values.every((value) => value >= -1 && value < 3)).toBe(true);
    expect(Math.abs(mean - 1)).toBeLessThan(0.02);
    expect(Math.abs(variance - 16 / 12)).toBeLessThan(0.02);
  });

  it("draws normal numbers with the right moments and tails", () => {
    const values = Random.fromSeed(2).normal(100_000, { mean: 2, standardDeviation: 3 });
    const { mean, variance } = moments(values);
    expect(Math.abs(mean - 2)).toBeLessThan(0.04);
    expect(Math.abs(variance / 9 - 1)).toBeLessThan(0.02);
    const beyond = values.filter((value) => Math.abs(value - 2) > 6).length / values.length;
    expect(Math.abs(beyond - 0.0455)).toBeLessThan(0.003);
  });

  it("draws integers evenly", () => {
    const counts = new Array(7).fill(0);
    for (const value of Random.fromSeed(4).integers(70_000, { low: -3, high: 4 })) counts[value + 3]++;
    for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(450);
  });

  it("permutes without losing anything", () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (count, seed) => {
        const order = Random.fromSeed(seed).permutation(count);
        expect([...order].sort((a, b) => a - b)).toEqual(Array.from({ length: count }, (_, i) => i));
      }),
    );
  });

  it("puts every item in every place equally often", () => {
    const random = Random.fromSeed(5);
    const first = new Array(4).fill(0);
    for (let i = 0; i < 20_000; i++) first[random.permutation(4)[0] as number]++;
    for (const count of first) expect(Math.abs(count - 5000)).toBeLessThan(300);
  });

  it("chooses in proportion to weights and never a zero", () => {
    const counts = [0, 0, 0];
    for (const value of Random.fromSeed(6).choice(30_000, [1, 0, 2]))
      counts[value] = (counts[value] ?? 0) + 1;
    expect(counts[1]).toBe(0);
    expect(Math.abs((counts[2] ?? 0) / 30_000 - 2 / 3)).toBeLessThan(0.02);
  });

  it("refuses what it cannot draw from", () => {
    expect(() => Random.fromSeed(-1)).toThrow(/integer of at least 0/);
    expect(() => Random.fromSeed(0.5)).toThrow(/integer of at least 0/);
    expect(() => Random.fromSeed(1).integers(1, { high: 0 })).toThrow(/low < high/);
    expect(() => Random.fromSeed(1).choice(1, [0, 0])).toThrow(/positive sum/);
    expect(() => Random.fromSeed(1).choice(1, [Number.NaN])).toThrow(/positive sum/);
  });
});
