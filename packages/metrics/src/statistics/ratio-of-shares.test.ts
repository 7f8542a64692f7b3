import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { ratioOfShares } from "./ratio-of-shares.ts";

const drawn = (random: Random, n: number, share: number): { hits: number; n: number } => ({
  hits: random.uniform(n).filter((value) => value < share).length,
  n,
});

describe("ratioOfShares", () => {
  it("has the closed forms of none in 20 hits", () => {
    const ratio = ratioOfShares({ first: { hits: 0, n: 100 }, second: { hits: 20, n: 100 } });
    expect(ratio.value).toBe(0);
    expect(ratio.interval?.low).toBe(0);
    const high = 1 - 0.025 ** (1 / 20);
    expect(ratio.interval?.high).toBeCloseTo(high / (1 - high), 10);
    expect(ratio.chanceOfSoFew(1)).toBeCloseTo(0.5 ** 20, 12);
    expect(ratio.chanceOfSoFew(0.5)).toBeCloseTo((2 / 3) ** 20, 12);
    expect(ratio.chanceOfSoMany(1)).toBe(1);
  });

  it.each([
    [0.05, 0.05],
    [0.05, 0.025],
    [0.1, 0.3],
  ])(
    "holds the truth as often as it says, and raises no more alarms at its margin: %d against %d",
    (one, other) => {
      const random = Random.fromSeed(5).split(`${one}/${other}`);
      let held = 0;
      let few = 0;
      let many = 0;
      for (let i = 0; i < 600; i++) {
        const ratio = ratioOfShares({
          first: drawn(random.split(`first ${i}`), 600, one),
          second: drawn(random.split(`second ${i}`), 400, other),
        });
        const { low, high } = ratio.interval ?? { low: 0, high: 0 };
        if (low <= one / other && one / other <= high) held++;
        if (ratio.chanceOfSoFew(one / other) <= 0.05) few++;
        if (ratio.chanceOfSoMany(one / other) <= 0.05) many++;
      }
      expect(held / 600).toBeGreaterThan(0.935);
      expect(Math.max(few, many) / 600).toBeLessThan(0.07);
      // Exact tests of counts are careful, not blind.
      expect(few / 600).toBeGreaterThan(0.005);
    },
  );

  it("says that there is no ratio to nothing, and refuses what cannot be", () => {
    const { value, reason, interval } = ratioOfShares({
      first: { hits: 3, n: 10 },
      second: { hits: 0, n: 10 },
    });
    expect([value, reason, interval]).toEqual([null, "the second share is 0", undefined]);
    const good = { hits: 1, n: 2 };
    for (const bad of [
      { hits: 3, n: 2 },
      { hits: -1, n: 2 },
      { hits: 0.5, n: 2 },
      { hits: 0, n: 0 },
    ]) {
      expect(() => ratioOfShares({ first: bad, second: good })).toThrow(/expected hits in 0…n/);
      expect(() => ratioOfShares({ first: good, second: bad })).toThrow(/expected hits in 0…n/);
    }
    expect(() => ratioOfShares({ first: good, second: good }).chanceOfSoFew(0)).toThrow(/above 0/);
  });
});
