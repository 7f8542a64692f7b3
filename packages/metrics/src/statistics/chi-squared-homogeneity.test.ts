import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { chiSquaredHomogeneity } from "./chi-squared-homogeneity.ts";

describe("chiSquaredHomogeneity", () => {
  it("has the closed form of two degrees of freedom, exp(−X² / 2), in both ways of computing it", () => {
    for (const [first, second] of [
      [
        [10, 20, 30],
        [30, 20, 10],
      ],
      [
        [20, 21, 19],
        [20, 19, 21],
      ],
    ] as const) {
      const { statistic, degrees, pValue } = chiSquaredHomogeneity(first, second);
      expect(degrees).toBe(2);
      expect(pValue).toBeCloseTo(Math.exp(-statistic / 2), 12);
    }
    // Σ (10 − 20)² / 20, four times.
    expect(chiSquaredHomogeneity([10, 20, 30], [30, 20, 10]).statistic).toBeCloseTo(20, 12);
  });

  it("leaves out groups that never occur", () => {
    const { degrees, pValue } = chiSquaredHomogeneity([5, 0, 3], [5, 0, 3]);
    expect([degrees, pValue]).toEqual([1, 1]);
    expect(chiSquaredHomogeneity([5, 0], [9, 0])).toEqual({ statistic: 0, degrees: 0, pValue: 1 });
  });

  it("raises as many alarms as its level says, and sees a group that is halved", () => {
    const random = Random.fromSeed(3);
    const counts = (name: string, n: number, kept = 1): number[] => {
      const out = new Array<number>(20).fill(0);
      const draws = random.split(name).integers(n, { high: 20 });
      const coins = random.split(`${name} kept`).uniform(n);
      draws.forEach((group, i) => {
        if (group !== 0 || (coins[i] as number) < kept) out[group]! += 1;
      });
      return out;
    };
    let [alarms, seen] = [0, 0];
    for (let i = 0; i < 600; i++) {
      if (chiSquaredHomogeneity(counts(`a${i}`, 600), counts(`b${i}`, 900)).pValue <= 0.05) alarms++;
      if (chiSquaredHomogeneity(counts(`c${i}`, 2000, 0.3), counts(`d${i}`, 3000)).pValue <= 0.01) seen++;
    }
    expect(alarms / 600).toBeGreaterThan(0.03);
    expect(alarms / 600).toBeLessThan(0.075);
    expect(seen / 600).toBeGreaterThan(0.95);
  });

  it("refuses what are no two samples of counts", () => {
    for (const [first, second] of [
      [[1, 2], [1]],
      [
        [1, -1],
        [1, 1],
      ],
      [
        [1, 0.5],
        [1, 1],
      ],
      [
        [0, 0],
        [1, 1],
      ],
    ] as const) {
      expect(() => chiSquaredHomogeneity(first, second)).toThrow(/natural numbers/);
    }
  });
});
