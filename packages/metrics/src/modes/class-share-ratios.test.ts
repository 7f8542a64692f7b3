import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { classShareRatios } from "./class-share-ratios.ts";

/** A classifier that is right in 85 %, and takes every class for the next one in 10 %. */
const confused = [
  [0.85, 0.1, 0.05],
  [0.05, 0.85, 0.1],
  [0.1, 0.05, 0.85],
];

function sampled(random: Random, n: number, shares: readonly number[]): number[] {
  const counts = shares.map(() => 0);
  for (const value of random.uniform(n)) {
    let at = 0;
    for (let sum = shares[0] as number; at < shares.length - 1 && value >= sum; )
      sum += shares[++at] as number;
    counts[at]! += 1;
  }
  return counts;
}

/** Predictions of n samples of classes with these shares. */
function predicted(random: Random, n: number, shares: readonly number[]): number[] {
  const counts = shares.map(() => 0);
  for (const [c, count] of sampled(random.split("classes"), n, shares).entries()) {
    for (const [j, hits] of sampled(random.split(`of ${c}`), count, confused[c] as number[]).entries())
      counts[j]! += hits;
  }
  return counts;
}

function confusionOf(random: Random, n: number, shares: readonly number[]) {
  const rows = sampled(random.split("classes"), n, shares).map((count, c) =>
    sampled(random.split(`of ${c}`), count, confused[c] as number[]),
  );
  return { data: Float64Array.from(rows.flat()), shape: [3, 3] };
}

describe("classShareRatios", () => {
  it("is the plain ratio of shares where the classifier is always right", () => {
    const { ratios } = classShareRatios({
      counts: [10, 30, 60],
      confusion: { data: Float64Array.from([100, 0, 0, 0, 100, 0, 0, 0, 200]), shape: [3, 3] },
    });
    expect(ratios?.map(({ value }) => value)).toEqual(
      [0.4, 1.2, 1.2].map((value) => expect.closeTo(value, 10)),
    );
  });

  it("finds nothing of a class that never occurs, though it has false members", () => {
    const counts = [500 * 0.85 + 500 * 0.05, 500 * 0.1 + 500 * 0.85, 500 * 0.05 + 500 * 0.1];
    const { ratios } = classShareRatios({
      counts,
      confusion: { data: Float64Array.from(confused.flat(), (share) => share * 1000), shape: [3, 3] },
    });
    expect(ratios?.map(({ value }) => value)).toEqual([1.5, 1.5, 0].map((value) => expect.closeTo(value, 8)));
    expect(ratios?.[2]?.chanceOfSoFew(2 / 3)).toBeLessThan(1e-6);
    expect(ratios?.[0]?.chanceOfSoMany(1.1)).toBeLessThan(1e-3);
  });

  it("leaves more than nothing possible where none is seen and nothing is confused: Wilson's upper end", () => {
    const { ratios } = classShareRatios({
      counts: [0, 1000],
      confusion: { data: Float64Array.from([1e6, 0, 0, 1e6]), shape: [2, 2] },
    });
    const { low, high } = ratios?.[0]?.interval ?? { low: 1, high: 0 };
    expect(low).toBe(0);
    expect(high * 0.5).toBeCloseTo(1.96 ** 2 / (1000 + 1.96 ** 2), 4);
  });

  it.each([
    ["the same shares", [0.2, 0.3, 0.5]],
    ["a class at half of its share", [0.1, 0.35, 0.55]],
    ["a class that is missing", [0, 0.4, 0.6]],
  ])("holds the truth in 95 %% of draws, and raises as few alarms at its margin: %s", (name, shares) => {
    const real = [0.2, 0.3, 0.5];
    const truth = (shares[0] as number) / 0.2;
    const random = Random.fromSeed(6).split(name);
    let [held, few, many] = [0, 0, 0];
    for (let i = 0; i < 400; i++) {
      const { ratios } = classShareRatios({
        counts: predicted(random.split(`samples ${i}`), 500, shares),
        confusion: confusionOf(random.split(`labelled ${i}`), 1000, real),
      });
      const ratio = ratios?.[0];
      if (ratio === undefined) throw new TypeError("Expected a ratio.");
      if (ratio.interval.low <= truth && truth <= ratio.interval.high) held++;
      if (truth > 0 && ratio.chanceOfSoFew(truth) <= 0.05) few++;
      if (truth > 0 && ratio.chanceOfSoMany(truth) <= 0.05) many++;
    }
    expect(held / 400).toBeGreaterThan(0.92);
    expect(Math.max(few, many) / 400).toBeLessThan(0.08);
  });

  it("says where classes cannot be told apart, and refuses what cannot be", () => {
    const same = { data: Float64Array.from([5, 5, 5, 5]), shape: [2, 2] };
    expect(classShareRatios({ counts: [3, 4], confusion: same })).toMatchObject({
      ratios: null,
      reason: expect.stringContaining("confuses classes"),
    });
    const good = { data: Float64Array.from([5, 0, 0, 5]), shape: [2, 2] };
    expect(() => classShareRatios({ counts: [1], confusion: good })).toThrow(/at least 2 classes/);
    expect(() => classShareRatios({ counts: [1, 2, 3], confusion: good })).toThrow(/square confusion/);
    expect(() => classShareRatios({ counts: [1, 0.5], confusion: good })).toThrow(/natural numbers/);
    expect(() => classShareRatios({ counts: [0, 0], confusion: good })).toThrow(/samples, and labelled/);
    const none = { data: Float64Array.from([5, 0, 0, 0]), shape: [2, 2] };
    expect(() => classShareRatios({ counts: [1, 2], confusion: none })).toThrow(
      /labelled ones of every class/,
    );
  });
});
