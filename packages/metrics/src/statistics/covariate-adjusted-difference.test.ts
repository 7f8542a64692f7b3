import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { covariateAdjustedDifference } from "./covariate-adjusted-difference.ts";

/** Errors that follow the ink alone, plus `effect` for the group. */
function draw(seed: number, n: number, ink: number, effect: number, noise = 0.1) {
  const random = Random.fromSeed(seed);
  const covariate = random.normal(n, { mean: ink, standardDeviation: 1 });
  const values = random
    .normal(n, { standardDeviation: noise })
    .map((value, i) => value + effect + 2 * (covariate[i] as number) + 0.3 * (covariate[i] as number) ** 2);
  return { values, covariate };
}

describe("covariateAdjustedDifference", () => {
  it("takes away what the ink explains, and keeps what it does not", () => {
    const none = covariateAdjustedDifference({ first: draw(1, 400, 3, 0), second: draw(2, 300, 2, 0) });
    expect(none.unadjusted).toBeGreaterThan(2);
    expect(none.interval.low).toBeLessThan(0);
    expect(none.interval.high).toBeGreaterThan(0);
    const some = covariateAdjustedDifference({ first: draw(1, 400, 3, 0.5), second: draw(2, 300, 2, 0) });
    expect(some.value).toBeCloseTo(none.value + 0.5, 6);
    expect(some.firstMean - some.secondMean).toBeCloseTo(some.value, 10);
    expect(some.n).toBe(700);
  });

  it("changes sign with the order of the groups, and not with the covariate's unit", () => {
    const [first, second] = [draw(1, 40, 3, 0), draw(2, 30, 2, 0)];
    const there = covariateAdjustedDifference({ first, second });
    const back = covariateAdjustedDifference({ first: second, second: first });
    expect(back.value).toBeCloseTo(-there.value, 9);
    expect(back.interval.low).toBeCloseTo(-there.interval.high, 9);
    const rescaled = (group: typeof first) => ({
      values: group.values,
      covariate: Float64Array.from(group.covariate, (value) => 1e4 * value - 7),
    });
    expect(
      covariateAdjustedDifference({ first: rescaled(first), second: rescaled(second) }).value,
    ).toBeCloseTo(there.value, 7);
  });

  it("is the plain difference with a covariate that does not vary", () => {
    const constant = (values: number[]) => ({ values, covariate: values.map(() => 0.1) });
    const result = covariateAdjustedDifference({
      first: constant([1, 2, 3]),
      second: constant([2, 4, 6, 8]),
    });
    expect(result.value).toBeCloseTo(-3, 12);
    expect(result.unadjusted).toBe(-3);
  });

  it("refuses few samples, other lengths, NaN and a covariate that tells the groups apart", () => {
    const ok = draw(1, 10, 1, 0);
    const flat = (level: number) => ({ values: [1, 2, 3], covariate: [level, level, level] });
    expect(() => covariateAdjustedDifference({ first: flat(0), second: flat(1) })).toThrow(
      /tells them apart/,
    );
    expect(() =>
      covariateAdjustedDifference({ first: { values: [1, 2], covariate: [1, 2] }, second: ok }),
    ).toThrow(/first: expected at least 3/);
    expect(() =>
      covariateAdjustedDifference({ first: ok, second: { values: [1, 2, 3], covariate: [1] } }),
    ).toThrow(/second: expected one covariate/);
    expect(() =>
      covariateAdjustedDifference({
        first: ok,
        second: { values: [1, 2, Number.NaN], covariate: [1, 2, 3] },
      }),
    ).toThrow(/second, values/);
  });
});
