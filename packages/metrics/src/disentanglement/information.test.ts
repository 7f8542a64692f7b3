import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { discretiseCodes } from "./discretise-codes.ts";
import { interventionalRobustness } from "./interventional-robustness.ts";
import { modularity, modularityPerCode } from "./modularity.ts";
import { mutualInformationGap } from "./mutual-information-gap.ts";
import { topTwoGap } from "./top-two-gap.ts";

/** Every combination of two factors of 4 values, ten times; codes made of them by `code`. */
function grid(code: (a: number, b: number, i: number) => readonly number[]) {
  const pairs = Array.from({ length: 160 }, (_, i) => [i % 4, Math.floor(i / 4) % 4] as const);
  const rows = pairs.map(([a, b], i) => code(a, b, i));
  return {
    codes: { data: Float64Array.from(rows.flat()), shape: [160, rows[0]?.length ?? 0] },
    factors: { data: Int32Array.from(pairs.flat()), shape: [160, 2] },
  };
}

describe("mutualInformationGap", () => {
  it("is 1 for factors as codes in any order, sign and scale", () => {
    const { value, interval, perFactor, entropies } = mutualInformationGap(
      grid((a, b) => [-3 * b, 0.5 * a + 9]),
    );
    expect(value).toBeCloseTo(1, 12);
    expect([...perFactor]).toEqual([expect.closeTo(1, 12), expect.closeTo(1, 12)]);
    expect(entropies[0]).toBeCloseTo(Math.log(4), 12);
    expect(interval?.high).toBeGreaterThanOrEqual(value);
  });

  it("is 0 for duplicated and for constant codes, and lower for a rotation", () => {
    expect(mutualInformationGap(grid((a, b) => [a, b, a, b])).value).toBeCloseTo(0, 12);
    expect(mutualInformationGap(grid(() => [1, 1])).value).toBe(0);
    expect(mutualInformationGap(grid((a, b) => [a + b, a - b])).value).toBeCloseTo(0, 12);
  });

  it.each([200, 1000])(
    "holds the mean score at n = %i in 9 of 10 replicates, and so does modularity",
    (n) => {
      const draw = (seed: number) => {
        const random = Random.fromSeed(seed);
        const factors = random.integers(2 * n, { high: 3 });
        const noise = random.normal(2 * n);
        const codes = Float32Array.from(factors, (v, i) => v + 0.4 * (noise[i] as number));
        return {
          codes: { data: codes, shape: [n, 2] },
          factors: { data: factors, shape: [n, 2] },
          bins: 10,
        };
      };
      const samples = Array.from({ length: 200 }, (_, seed) => draw(seed));
      for (const score of [mutualInformationGap, modularity]) {
        const results = samples.map((sample) => score(sample));
        const truth = results.reduce((sum, { value }) => sum + (value as number) / 200, 0);
        const held = results.filter(
          ({ interval }) => interval && interval.low <= truth && truth <= interval.high,
        );
        expect(held.length).toBeGreaterThanOrEqual(180);
      }
    },
  );

  it("refuses factors that do not vary, rows that disagree and NaN", () => {
    const { codes, factors } = grid((a, b) => [a, b]);
    const constant = { data: new Int32Array(160), shape: [160, 1] };
    expect(() => mutualInformationGap({ codes, factors: constant })).toThrow(/factor 0/);
    expect(() => mutualInformationGap({ codes, factors: { data: factors.data, shape: [80, 4] } })).toThrow(
      /160/,
    );
    expect(() => mutualInformationGap({ codes, factors, bins: 1 })).toThrow(/bins/);
    const holes = { data: codes.data.map((value, i) => (i === 7 ? Number.NaN : value)), shape: codes.shape };
    expect(() => mutualInformationGap({ codes: holes, factors })).toThrow(/row 3, column 1/);
  });
});

describe("discretiseCodes", () => {
  it("cuts between least and largest, the last bin closed", () => {
    const codes = { data: Float64Array.from([0, 0.24, 0.25, 0.5, 0.99, 1]), shape: [6, 1] };
    expect([...(discretiseCodes(codes, 4)[0] as Int32Array)]).toEqual([0, 0, 1, 2, 3, 3]);
  });

  it("puts a constant code into one bin and survives huge ranges", () => {
    expect([
      ...(discretiseCodes({ data: Float64Array.of(3, 3), shape: [2, 1] }, 5)[0] as Int32Array),
    ]).toEqual([0, 0]);
    const huge = { data: Float64Array.of(-1e308, 1e308), shape: [2, 1] };
    expect([...(discretiseCodes(huge, 5)[0] as Int32Array)]).toEqual([0, 4]);
  });
});

describe("modularity", () => {
  it("is 1 for codes of one factor each, duplicated or not, and less for mixtures", () => {
    expect(modularity(grid((a, b) => [a, b, a])).value).toBeCloseTo(1, 12);
    expect(modularity(grid((a, b) => [a + b, a - b])).value).toBeCloseTo(0, 12);
    expect(modularity(grid((a) => [a, 0])).value).toBeCloseTo(0.5, 12);
  });

  it("does not exist for one factor, and refuses negative information", () => {
    const { codes, factors } = grid((a, b) => [a, b]);
    const one = { data: factors.data.filter((_, i) => i % 2 === 0), shape: [160, 1] };
    expect(modularity({ codes, factors: one })).toMatchObject({ value: null, reason: expect.any(String) });
    expect(() => modularityPerCode({ data: Float64Array.of(1, -1), shape: [1, 2] })).toThrow(/≥ 0/);
  });

  it("does not lose tiny information to squaring", () => {
    expect(modularityPerCode({ data: Float64Array.of(1e-200, 0), shape: [1, 2] })).toEqual(
      Float64Array.of(1),
    );
  });
});

describe("interventionalRobustness", () => {
  it("is 1 for factors as codes and drops constant codes", () => {
    const { value, active, robustness } = interventionalRobustness(grid((a, b) => [a, 5, b]));
    expect(value).toBeCloseTo(1, 12);
    expect(active).toEqual([0, 2]);
    expect([...robustness.data].map((r) => Math.round(r * 1e9) / 1e9)).toEqual([1, 0, 0, 1]);
  });

  it("is below 1 for a mixture and does not exist without a varying code", () => {
    // Given a, a + b deviates by at most 1.5 of at most 3.
    expect(interventionalRobustness({ ...grid((a, b) => [a + b]), quantile: 1 }).value).toBeCloseTo(0.5, 12);
    expect(interventionalRobustness(grid(() => [1]))).toMatchObject({ value: null, active: [] });
    expect(() => interventionalRobustness({ ...grid((a) => [a]), quantile: 2 })).toThrow(/quantile/);
  });
});

describe("topTwoGap", () => {
  it("takes the entry itself where there is one code", () => {
    expect([...topTwoGap({ data: Float64Array.of(0.3, 0.9), shape: [1, 2] })]).toEqual([0.3, 0.9]);
    expect([...topTwoGap({ data: Float64Array.of(0.25, 1, 0.75, 0.5, 0, 1), shape: [3, 2] })]).toEqual([
      0.5, 0,
    ]);
  });
});
