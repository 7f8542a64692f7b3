import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { dciLasso } from "./dci-lasso.ts";
import { dciLogistic } from "./dci-logistic.ts";
import { explicitness } from "./explicitness.ts";
import type { LabelledCodes } from "./labelled-codes.ts";

type Code = (a: number, b: number, noise: number) => readonly number[];

/** Two factors of 3 and 2 values; codes made of them by `code`. */
function draw(seed: number, n: number, code: Code): LabelledCodes {
  const random = Random.fromSeed(seed);
  const a = random.integers(n, { high: 3 });
  const b = random.integers(n, { high: 2 });
  const noise = random.normal(n);
  const rows = Array.from(a, (value, i) => code(value, b[i] as number, noise[i] as number));
  return {
    codes: { data: Float64Array.from(rows.flat()), shape: [n, rows[0]?.length ?? 0] },
    factors: {
      data: Float64Array.from(rows.flatMap((_, i) => [a[i] as number, b[i] as number])),
      shape: [n, 2],
    },
  };
}

const split = (code: Code) => ({ train: draw(1, 300, code), test: draw(2, 150, code) });

const oneValue = ({ codes, factors }: LabelledCodes): LabelledCodes => ({
  codes,
  factors: {
    data: Float64Array.from(factors.data, (value, i) => (i % 2 ? 1 : Number(value))),
    shape: factors.shape,
  },
});

describe.each([
  ["dciLasso", dciLasso],
  ["dciLogistic", dciLogistic],
  ["explicitness", explicitness],
] as const)("%s", (_, score) => {
  it("refuses shapes that disagree, values that are not finite, single rows and factors that do not vary", () => {
    const { train, test } = split((a, b) => [a, b]);
    const narrow = draw(2, 10, (a) => [a]);
    expect(() => score({ train, test: narrow })).toThrow(/2 codes in test/);
    const broken = Float64Array.from(train.codes.data);
    broken[7] = Number.NaN;
    expect(() => score({ train: { ...train, codes: { ...train.codes, data: broken } }, test })).toThrow(
      /NaN in row 3, column 1/,
    );
    expect(() => score({ train: draw(1, 1, (a, b) => [a, b]), test })).toThrow(/at least 2 rows/);
    expect(() => score({ train: oneValue(train), test })).toThrow(/one value in factor 1/);
    const short = { data: train.factors.data, shape: [10, 2] };
    expect(() => score({ train: { ...train, factors: short }, test })).toThrow(/\[300, factors\]/);
  });

  it("does not depend on the units of codes, or on their signs", () => {
    const plain = split((a, b, noise) => [a + b + noise, 2 * b - a + noise]);
    const scaled = split((a, b, noise) => [5 - 1000 * (a + b + noise), 1e-3 * (2 * b - a + noise)]);
    const numbers = (result: ReturnType<typeof score>): number[] => {
      const { disentanglement = 0, completeness = 0, value = 0 } = { ...result } as Record<string, unknown>;
      return [disentanglement, completeness, value].map(Number);
    };
    const want = numbers(score(plain));
    expect(want.some((value) => value > 0.01)).toBe(true);
    numbers(score(scaled)).forEach((value, i) => {
      expect(value).toBeCloseTo(want[i] as number, 6);
    });
  });
});

describe("dciLasso", () => {
  it("is 1 for one code per factor and gives the closed form of its coefficients", () => {
    const { disentanglement, completeness, coefficients, errors } = dciLasso({
      ...split((a, b) => [3 - 2 * b, 7 * a]),
      penalty: 0.1,
    });
    // Each factor is one code up to sign: soft thresholding takes the penalty off (other codes correlate by chance only).
    expect(coefficients.data[1]).toBeCloseTo(-0.9, 12);
    expect(coefficients.data[2]).toBeCloseTo(0.9, 12);
    expect(disentanglement).toBeCloseTo(1, 6);
    expect(completeness).toBeCloseTo(1, 6);
    expect(errors.train[0]).toBeCloseTo(0.1, 12);
    expect(errors.test[0]).toBeCloseTo(0.1, 1);
  });

  it("has no importance beyond a penalty of 1, and errors of one standard deviation", () => {
    const { disentanglement, errors, importance } = dciLasso({ ...split((a, b) => [a, b]), penalty: 1.01 });
    expect(Math.max(...importance.data)).toBe(0);
    expect(disentanglement).toBe(0);
    expect(errors.train[1]).toBeCloseTo(1, 12);
    expect(() => dciLasso({ ...split((a, b) => [a, b]), penalty: 0 })).toThrow(/penalty > 0/);
  });

  it("reads numbers of the test set that training never had", () => {
    const { train, test } = split((a, b) => [a, b]);
    const data = Float64Array.from(test.factors.data, Number);
    data[0] = 50;
    const { errors } = dciLasso({ train, test: { ...test, factors: { data, shape: test.factors.shape } } });
    expect(errors.test[0]).toBeGreaterThan(3);
  });
});

describe("dciLogistic", () => {
  it("parts factors that have a code each, reads them fully, and gives a constant code nothing", () => {
    const { disentanglement, completeness, informativeness, importance } = dciLogistic({
      ...split((a, b, noise) => [b, 4, a === 1 ? 1 : 0, a === 2 ? 1 : 0, noise]),
      strength: 1000,
    });
    expect(disentanglement).toBeGreaterThan(0.9);
    // The first factor needs two codes of five.
    expect(completeness).toBeGreaterThan(0.65);
    expect(completeness).toBeLessThan(0.9);
    expect([importance.data[2], importance.data[3]]).toEqual([0, 0]);
    expect(informativeness).toEqual({ train: 1, test: 1 });
    expect(() => dciLogistic({ ...split((a, b) => [a, b]), strength: 0 })).toThrow(/strength > 0/);
  });

  it("counts a test value that training never had as a miss", () => {
    const { train, test } = split((a, b) => [a === 1 ? 1 : 0, a === 2 ? 1 : 0, b]);
    const data = Float64Array.from(test.factors.data, Number);
    data[0] = 17;
    const { informativeness } = dciLogistic({
      train,
      test: { ...test, factors: { data, shape: test.factors.shape } },
    });
    expect(informativeness.test).toBeCloseTo(1 - 1 / 300, 12);
  });
});

describe("explicitness", () => {
  it("is 1 where every value can be told, about 0 for noise, and rescales the area", () => {
    const exact = explicitness(split((a, b) => [a === 1 ? 1 : 0, a === 2 ? 1 : 0, b]));
    expect(exact.value).toBeCloseTo(1, 12);
    expect(exact.train.value).toBeCloseTo(1, 12);
    const noise = explicitness(split((_a, _b, value) => [value]));
    expect(Math.abs(noise.value)).toBeLessThan(0.15);
    expect(noise.value).toBeCloseTo(2 * noise.area - 1, 12);
    expect(noise.areaPerFactor).toHaveLength(2);
  });

  it("is ½ for a constant code, where the published code divides by 0", () => {
    expect(explicitness(split(() => [3]))).toMatchObject({ value: 0, area: 0.5 });
  });

  it("leaves values out that the test set lacks, and refuses a test set of one value", () => {
    const { train, test } = split((a, b) => [a === 1 ? 1 : 0, a === 2 ? 1 : 0, b]);
    const factorOnly = (keep: (a: number, b: number) => readonly [number, number]): LabelledCodes => {
      const data = Float64Array.from(test.factors.data, Number);
      for (let i = 0; i < data.length; i += 2) data.set(keep(data[i] as number, data[i + 1] as number), i);
      return { codes: test.codes, factors: { data, shape: test.factors.shape } };
    };
    const merged = explicitness({ train, test: factorOnly((a, b) => [a === 2 ? 1 : a, b]) });
    expect(merged.areaPerFactor[0]).toBeGreaterThan(0.7);
    expect(() => explicitness({ train, test: factorOnly((a) => [a, 1]) })).toThrow(/2 values of factor 1/);
  });
});
