import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { discretiseByQuantiles } from "./discretise-by-quantiles.ts";
import { mutualInformation } from "./mutual-information.ts";

describe("mutualInformation", () => {
  it("is the entropy of a variable with itself and 0 for an even table", () => {
    const labels = [0, 1, 2, 3, 0, 1, 2, 3];
    expect(mutualInformation(labels, labels).value).toBeCloseTo(Math.log(4), 12);
    expect(
      mutualInformation(
        labels,
        labels.map((label) => -label),
      ).value,
    ).toBeCloseTo(Math.log(4), 12);
    expect(mutualInformation([0, 0, 1, 1], [0, 1, 0, 1])).toMatchObject({
      value: expect.closeTo(0, 12),
      entropies: [expect.closeTo(Math.log(2), 12), expect.closeTo(Math.log(2), 12)],
      bias: 1 / 8,
    });
    expect(mutualInformation([7, 7, 7], [1, 2, 3]).value).toBe(0);
  });

  it("is too large by its bias for independent variables", () => {
    const random = Random.fromSeed(3);
    let left = 0;
    for (let r = 0; r < 50; r++) {
      const { value, bias } = mutualInformation(
        random.integers(500, { high: 6 }),
        random.integers(500, { high: 6 }),
      );
      expect(bias).toBeCloseTo(25 / 1000, 2);
      left += (value - bias) / 50;
    }
    expect(Math.abs(left)).toBeLessThan(0.004);
  });

  it("refuses lengths that differ and none", () => {
    expect(() => mutualInformation([1], [1, 2])).toThrow(/as many labels/);
    expect(() => mutualInformation([], [])).toThrow(/none/);
  });
});

describe("discretiseByQuantiles", () => {
  it("fills bins evenly and keeps equal values together", () => {
    expect([...discretiseByQuantiles([5, 1, 4, 2, 3, 6], 3)]).toEqual([2, 0, 1, 0, 1, 2]);
    expect([...discretiseByQuantiles([1, 1, 1], 4)]).toEqual([3, 3, 3]);
    const bins = discretiseByQuantiles(Random.fromSeed(1).normal(1000), 10);
    for (let bin = 0; bin < 10; bin++) expect(bins.filter((value) => value === bin)).toHaveLength(100);
  });

  it("refuses no values, NaN and fewer than two bins", () => {
    expect(() => discretiseByQuantiles([], 2)).toThrow(/none/);
    expect(() => discretiseByQuantiles([Number.NaN], 2)).toThrow(/finite/);
    expect(() => discretiseByQuantiles([1, 2], 1)).toThrow(/bins ≥ 2/);
  });
});
