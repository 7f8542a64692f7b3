import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { cholesky } from "./cholesky.ts";
import { determinationCoefficient, determinationInterval } from "./determination-coefficient.ts";
import { inverseSquareRoot, matrixSquareRoot } from "./matrix-square-root.ts";
import { multiply } from "./multiply.ts";
import { predictLinear, ridgeRegression } from "./ridge-regression.ts";

const column = (values: readonly number[]) => ({
  data: Float64Array.from(values),
  shape: [values.length, 1],
});

describe("ridgeRegression", () => {
  it("is a line through two points without a penalty, and Σxy / (Σxx + penalty) with one", () => {
    const plain = ridgeRegression({ x: column([0, 2]), y: column([1, 5]), penalty: 0 });
    expect(plain.weights.data[0]).toBeCloseTo(2, 12);
    expect(plain.intercept[0]).toBeCloseTo(1, 12);
    const held = ridgeRegression({ x: column([-1, 1]), y: column([3, 7]), penalty: 2 });
    expect(held.weights.data[0]).toBeCloseTo(4 / (2 + 2), 12);
    expect(held.intercept[0]).toBeCloseTo(5, 12);
  });

  it("recovers several outputs at once and shrinks towards their means", () => {
    const x = { data: Random.fromSeed(1).normal(300 * 3), shape: [300, 3] };
    const truth = {
      weights: { data: Float64Array.from([1, 2, -1, 0, 3, 0.5]), shape: [3, 2] },
      intercept: Float64Array.from([4, -2]),
    };
    const y = predictLinear(truth, x);
    const model = ridgeRegression({ x, y, penalty: 0 });
    model.weights.data.forEach((value, i) => {
      expect(value).toBeCloseTo(truth.weights.data[i] as number, 9);
    });
    const flat = ridgeRegression({ x, y, penalty: 1e12 });
    expect(Math.max(...flat.weights.data.map(Math.abs))).toBeLessThan(1e-8);
  });

  it("refuses negative penalties, rows that do not match and columns that depend on each other", () => {
    const x = column([1, 2, 3]);
    expect(() => ridgeRegression({ x, y: x, penalty: -1 })).toThrow(/penalty ≥ 0/);
    expect(() => ridgeRegression({ x, y: x, penalty: Number.NaN })).toThrow(/penalty ≥ 0/);
    expect(() => ridgeRegression({ x, y: column([1, 2]), penalty: 1 })).toThrow(/as many rows/);
    const twice = { data: Float64Array.from([1, 1, 2, 2, 3, 3]), shape: [3, 2] };
    expect(() => ridgeRegression({ x: twice, y: x, penalty: 0 })).toThrow(/positive definite/);
    expect(ridgeRegression({ x: twice, y: x, penalty: 1e-6 }).weights.data[0]).toBeCloseTo(0.5, 5);
  });
});

describe("determinationCoefficient", () => {
  it("is 1 for the truth, 0 for the mean, negative for worse, null for a constant", () => {
    const y = { data: Float64Array.from([1, 1, 1, 7, 2, 2, 2, 7, 3, 3, 3, 7]), shape: [3, 4] };
    const prediction = { data: Float64Array.from([1, 2, 3, 7, 2, 2, 2, 7, 3, 2, 1, 6]), shape: [3, 4] };
    expect(determinationCoefficient({ y, prediction })).toEqual([1, 0, -3, null]);
    const many = {
      data: Float64Array.from({ length: 200 }, (_, i) => (i % 2 === 0 ? i : 7)),
      shape: [100, 2],
    };
    const result = determinationInterval({
      y: many,
      prediction: many,
      random: Random.fromSeed(1),
      resamples: 20,
    });
    expect(result.columns[0]).toMatchObject({ value: 1, n: 100, interval: { low: 1, high: 1 } });
    expect(result.columns[1]).toEqual({ value: null, reason: "Column 1 does not vary.", n: 100 });
    expect(result.sum.value).toBe(1);
  });

  it("takes rounding of a constant column for a constant", () => {
    const y = column(Array.from({ length: 1000 }, () => 0.1));
    expect(determinationCoefficient({ y, prediction: y })).toEqual([null]);
  });

  it("sums what varies, with an interval that holds the sum", () => {
    const n = 400;
    const random = Random.fromSeed(5);
    const z = random.normal(n * 2);
    const guess = z.map((value, i) => (i % 2 === 0 ? value * 0.9 : 0));
    const { columns, sum } = determinationInterval({
      y: { data: z, shape: [n, 2] },
      prediction: { data: guess, shape: [n, 2] },
      random,
      resamples: 200,
    });
    expect(columns[0]?.value).toBeCloseTo(0.99, 2);
    expect(sum.value).toBeCloseTo((columns[0]?.value ?? 0) + (columns[1]?.value ?? 0), 12);
    expect(sum.interval?.low).toBeLessThan(sum.value as number);
    expect(sum.interval?.high).toBeGreaterThan(sum.value as number);
  });
});

describe("square roots", () => {
  const matrix = { data: Float64Array.from([5, 2, 2, 8]), shape: [2, 2] };

  it("give the matrix and the identity back", () => {
    const root = matrixSquareRoot(matrix);
    multiply(root, root).data.forEach((value, i) => {
      expect(value).toBeCloseTo(matrix.data[i] as number, 12);
    });
    const identity = multiply(multiply(inverseSquareRoot(matrix), matrix), inverseSquareRoot(matrix));
    [1, 0, 0, 1].forEach((value, i) => {
      expect(identity.data[i]).toBeCloseTo(value, 12);
    });
  });

  it("refuse indefinite and singular matrices", () => {
    const indefinite = { data: Float64Array.from([1, 2, 2, 1]), shape: [2, 2] };
    const singular = { data: Float64Array.from([1, 1, 1, 1]), shape: [2, 2] };
    expect(() => matrixSquareRoot(indefinite)).toThrow(/positive semidefinite/);
    expect(() => inverseSquareRoot(singular)).toThrow(/positive definite/);
    expect(() => cholesky(indefinite)).toThrow(/pivot 1 of 2/);
    expect([...matrixSquareRoot(singular).data].every(Number.isFinite)).toBe(true);
  });
});
