import { describe, expect, it } from "vitest";
import { exactShareInterval } from "./exact-share-interval.ts";
import { shareInterval } from "./share-interval.ts";

/** P(X ≥ hits) for n answers of share p, term by term: C(n, k) from Pascal's rule, no beta function. */
function chanceOfAtLeast(hits: number, n: number, p: number): number {
  let sum = 0;
  let choose = 1;
  for (let k = 0; k <= n; k++) {
    if (k >= hits) sum += choose * p ** k * (1 - p) ** (n - k);
    choose = (choose * (n - k)) / (k + 1);
  }
  return sum;
}

describe("exactShareInterval", () => {
  it.each([
    [1, 3],
    [10, 200],
    [57, 60],
    [100, 200],
  ])("has ends at which %i of %i is a chance of 2.5 %", (hits, n) => {
    const { value, interval } = exactShareInterval({ hits, n });
    expect(value).toBe(hits / n);
    expect(chanceOfAtLeast(hits, n, interval.low)).toBeCloseTo(0.025, 9);
    expect(1 - chanceOfAtLeast(hits + 1, n, interval.high)).toBeCloseTo(0.025, 9);
  });

  it.each([1, 20, 1000])("has the closed form of none and all of %i", (n) => {
    const none = exactShareInterval({ hits: 0, n }).interval;
    const all = exactShareInterval({ hits: n, n, level: 0.9 }).interval;
    expect([none.low, none.high]).toEqual([0, expect.closeTo(1 - 0.025 ** (1 / n), 10)]);
    expect([all.low, all.high]).toEqual([expect.closeTo(0.05 ** (1 / n), 10), 1]);
  });

  it("holds the truth at least as often as it says where Wilson's does not", () => {
    const covered = (of: typeof exactShareInterval, n: number, p: number): number => {
      let held = 0;
      for (let hits = 0; hits <= n; hits++) {
        const { low, high } = of({ hits, n }).interval;
        if (low <= p && p <= high) held += chanceOfAtLeast(hits, n, p) - chanceOfAtLeast(hits + 1, n, p);
      }
      return held;
    };
    expect(covered(shareInterval, 40, 0.004)).toBeLessThan(0.9);
    for (const p of [0.004, 0.05, 0.31, 0.5]) {
      expect(covered(exactShareInterval, 40, p)).toBeGreaterThanOrEqual(0.95);
    }
  });

  it.each([
    [-1, 3],
    [4, 3],
    [0.5, 3],
    [0, 0],
  ])("refuses %d of %d", (hits, n) => {
    expect(() => exactShareInterval({ hits, n })).toThrow(/expected hits in 0…n and n ≥ 1/);
  });
});
