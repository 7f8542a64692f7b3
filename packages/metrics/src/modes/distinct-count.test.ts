import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { distinctCount } from "./distinct-count.ts";

/** Pairs that are the same among draws of `different` equally likely things. */
function coincidencesOf(draws: Int32Array): number {
  const counts = new Map<number, number>();
  for (const draw of draws) counts.set(draw, (counts.get(draw) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum + (count * (count - 1)) / 2, 0);
}

describe("distinctCount", () => {
  it("is the inverse of the share of pairs: 23 people and one shared birthday", () => {
    const { value, pairs, interval, atLeast } = distinctCount({ n: 23, coincident: 1 });
    expect([value, pairs]).toEqual([253, 253]);
    // Clopper and Pearson's of 1 in 253 is 0.0001 to 0.0218.
    expect(interval?.low).toBeCloseTo(1 / 0.0218, 0);
    expect(interval?.high).toBeGreaterThan(9000);
    expect(atLeast).toBeGreaterThan(interval?.low as number);
  });

  it("says at least how many where no pair is the same: three pairs are what chance still hides", () => {
    const { value, reason, atLeast, interval } = distinctCount({ n: 2000, coincident: 0 });
    expect([value, reason, interval]).toEqual([null, "no two draws are the same", undefined]);
    expect(atLeast).toBeCloseTo(1999000 / -Math.log(0.05), -3);
  });

  it.each([
    [60, 2000],
    [1000, 200],
    [20_000, 500],
  ])("holds the number of equally likely things in 95 %% of draws, %i of them", (different, n) => {
    const random = Random.fromSeed(4).split(`${different}`);
    let held = 0;
    for (let i = 0; i < 400; i++) {
      const draws = random.split(`${i}`).integers(n, { high: different });
      const { interval, atLeast } = distinctCount({ n, coincident: coincidencesOf(draws as Int32Array) });
      const { low, high } = interval ?? { low: atLeast, high: Number.POSITIVE_INFINITY };
      if (low <= different && different <= high) held++;
    }
    // Exact intervals of few coincidences hold the truth more often than they say.
    expect(held / 400).toBeGreaterThan(0.915);
  });

  it("refuses what cannot be", () => {
    for (const [n, coincident] of [
      [1, 0],
      [4, 7],
      [4, -1],
      [4, 0.5],
      [2.5, 1],
    ] as const) {
      expect(() => distinctCount({ n, coincident })).toThrow(/expected at least 2 draws/);
    }
  });
});
