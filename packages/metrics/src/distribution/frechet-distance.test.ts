import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { symmetricEigen } from "../linear/symmetric-eigen.ts";
import { bootstrapStatistics } from "../statistics/bootstrap-interval.ts";
import {
  frechetBiasAtUnitVariance,
  frechetDistance,
  frechetMoments,
  frechetTerms,
} from "./frechet-distance.ts";
import { frechetEstimate } from "./frechet-estimate.ts";
import { frechetFloor, simulatedFrechetFloor } from "./frechet-floor.ts";

const normal = (seed: number, n: number, d: number, options = {}) => ({
  data: Random.fromSeed(seed).normal(n * d, options),
  shape: [n, d],
});

describe("frechetDistance", () => {
  it("is (μ₁ − μ₂)² + (σ₁ − σ₂)² in one dimension", () => {
    const first = { data: Float32Array.from([1, 3]), shape: [2, 1] };
    const second = { data: Float32Array.from([4, 5, 12]), shape: [3, 1] };
    expect(frechetDistance({ first, second })).toBeCloseTo(
      (2 - 7) ** 2 + (Math.sqrt(2) - Math.sqrt(19)) ** 2,
      10,
    );
  });

  it("is 0 for a set and itself, symmetric, and blind to order, rotation and shift", () => {
    const first = normal(1, 80, 5);
    const second = normal(2, 60, 5, { mean: 0.3, standardDeviation: 1.4 });
    const distance = frechetDistance({ first, second });
    expect(frechetDistance({ first, second: first })).toBeLessThan(1e-12);
    expect(frechetDistance({ first: second, second: first })).toBeCloseTo(distance, 10);
    const { vectors } = symmetricEigen(frechetMoments(normal(3, 50, 5)).covariance);
    const turned = ({ data, shape }: typeof first) => ({
      shape,
      data: Float64Array.from(data, (_, i) => {
        const row = Math.floor(i / 5) * 5;
        let sum = 100;
        for (let j = 0; j < 5; j++)
          sum += (data[row + j] as number) * (vectors.data[(i % 5) * 5 + j] as number);
        return sum;
      }),
    });
    expect(frechetDistance({ first: turned(first), second: turned(second) })).toBeCloseTo(distance, 9);
    const doubled = ({ data, shape }: typeof first) => ({ shape, data: data.map((value) => 2 * value) });
    expect(frechetDistance({ first: doubled(first), second: doubled(second) })).toBeCloseTo(4 * distance, 5);
  });

  it("takes n ≤ d and constant columns without an added diagonal", () => {
    const few = normal(4, 6, 20);
    expect(frechetDistance({ first: few, second: few })).toBeLessThan(1e-6);
    const constant = { data: new Float32Array(60).fill(0.1), shape: [20, 3] };
    expect(frechetDistance({ first: constant, second: constant })).toBe(0);
    const other = { data: new Float32Array(60).fill(1.1), shape: [20, 3] };
    expect(frechetDistance({ first: constant, second: other })).toBeCloseTo(3, 5);
  });

  it("has the stated bias between samples of one distribution", () => {
    const distance = frechetDistance({ first: normal(5, 1000, 64), second: normal(6, 1000, 64) });
    const stated = frechetBiasAtUnitVariance({ d: 64, n: 1000 });
    expect(stated).toBeCloseTo(2.208, 3);
    expect(Math.abs(distance - stated)).toBeLessThan(0.12);
  });

  it("refuses other widths, single rows, NaN and what is no covariance", () => {
    const first = normal(1, 10, 3);
    expect(() => frechetDistance({ first, second: normal(1, 10, 4) })).toThrow(
      /one dimension, received 3 and 4/,
    );
    expect(() => frechetDistance({ first, second: normal(1, 1, 3) })).toThrow(
      /second: expected at least 2 rows/,
    );
    const broken = { data: first.data.slice().fill(Number.NaN, 7, 8), shape: first.shape };
    expect(() => frechetDistance({ first: broken, second: first })).toThrow(/first: .*row 2, column 1/);
    const moments = frechetMoments(first);
    const negative = {
      ...moments,
      covariance: { data: moments.covariance.data.map((value) => -value), shape: [3, 3] },
    };
    expect(() => frechetTerms(moments, negative)).toThrow(/positive semidefinite/);
    expect(() => frechetTerms(negative, moments)).toThrow(/positive semidefinite/);
    expect(() => frechetBiasAtUnitVariance({ d: 0, n: 5 })).toThrow(/positive integers/);
  });
});

describe("frechetEstimate", () => {
  it("holds its own estimate, and its bias is the theory's", () => {
    const n = 1000;
    const estimate = frechetEstimate({
      first: normal(5, n, 64),
      second: normal(6, n, 64),
      random: Random.fromSeed(1),
    });
    expect(estimate.value).toBeCloseTo(
      frechetDistance({ first: normal(5, n, 64), second: normal(6, n, 64) }),
      10,
    );
    expect(estimate.interval.low).toBeLessThan(estimate.value);
    expect(estimate.interval.high).toBeGreaterThan(estimate.value);
    expect(Math.abs(estimate.bias / frechetBiasAtUnitVariance({ d: 64, n }) - 1)).toBeLessThan(0.1);
    expect(estimate.corrected.interval.low).toBeLessThan(0);
    expect(estimate.corrected.interval.high).toBeGreaterThan(0);
  });

  it("does what the row bootstrap does not: that one shuts out its own estimate", () => {
    const [n, d] = [1000, 64];
    const [first, second] = [normal(5, n, d), normal(6, n, d)];
    const taken = ({ data }: typeof first, indices: Int32Array) => {
      const out = new Float32Array(n * d);
      indices.forEach((row, i) => {
        out.set(data.subarray(row * d, (row + 1) * d), i * d);
      });
      return { data: out, shape: [n, d] };
    };
    const [wrong] = bootstrapStatistics({
      sizes: [n, n],
      statistics: ([a, b]) => [
        frechetDistance({ first: taken(first, a as Int32Array), second: taken(second, b as Int32Array) }),
      ],
      random: Random.fromSeed(1),
      resamples: 40,
    });
    const value = frechetDistance({ first, second });
    expect(wrong?.low).toBeGreaterThan(1.5 * value);
  });

  it("is narrower with the reference fixed", () => {
    const sets = { first: normal(7, 300, 6, { mean: 0.5 }), second: normal(8, 300, 6) };
    const both = frechetEstimate({ ...sets, random: Random.fromSeed(1) });
    const one = frechetEstimate({ ...sets, fixed: "second", random: Random.fromSeed(1) });
    expect(one.value).toBe(both.value);
    expect(one.interval.high - one.interval.low).toBeLessThan(both.interval.high - both.interval.low);
    expect(one.bias).toBeLessThan(both.bias);
  });

  it("agrees with leaving the rows out one group at a time", () => {
    // Groups of one: every leave-out is a plain distance of the remaining rows, whatever the order.
    const [n, d] = [40, 3];
    const sets = { first: normal(9, n, d, { mean: 1 }), second: normal(10, 200, d) };
    const { bias } = frechetEstimate({ ...sets, fixed: "second", random: Random.fromSeed(1), groups: 20 });
    const plain = frechetDistance(sets);
    const order = Random.fromSeed(1).split("first").permutation(n);
    let mean = 0;
    for (let g = 0; g < 20; g++) {
      const kept = [...order].filter((_, i) => Math.floor(i / 2) !== g);
      const data = Float32Array.from(
        kept.flatMap((row) => [...sets.first.data.subarray(row * d, (row + 1) * d)]),
      );
      mean += frechetDistance({ first: { data, shape: [n - 2, d] }, second: sets.second }) / 20;
    }
    expect(bias).toBeCloseTo(19 * (mean - plain), 9);
  });

  it("gives a width of 0 to sets without variance, and refuses too few rows", () => {
    const constant = { data: new Float32Array(80).fill(3), shape: [40, 2] };
    const estimate = frechetEstimate({ first: constant, second: constant, random: Random.fromSeed(1) });
    expect(estimate).toMatchObject({ value: 0, bias: 0, interval: { low: 0, high: 0 } });
    expect(() =>
      frechetEstimate({ first: normal(1, 39, 2), second: constant, random: Random.fromSeed(1) }),
    ).toThrow(/first: expected at least 40 rows/);
    expect(() =>
      frechetEstimate({ first: constant, second: constant, random: Random.fromSeed(1), groups: 2 }),
    ).toThrow(/5 groups/);
  });
});

describe("frechetFloor", () => {
  it("is taken at the n that is compared, not at half of it", () => {
    const [first, second] = [normal(11, 1000, 16), normal(12, 1000, 16)];
    const floor = frechetFloor({ first, second, n: 1000 });
    const half = frechetFloor({ first, second, n: 500 });
    expect(floor).toMatchObject({ n: 1000, meaning: "two disjoint real samples of 1000" });
    expect(half.value / floor.value).toBeGreaterThan(1.6);
  });

  it("is met by simulation from the fitted moments", () => {
    const moments = frechetMoments(normal(13, 3000, 16));
    const simulated = simulatedFrechetFloor({ moments, n: 1000, random: Random.fromSeed(1) });
    expect(Math.abs(simulated.value / frechetBiasAtUnitVariance({ d: 16, n: 1000 }) - 1)).toBeLessThan(0.2);
    expect(simulated.meaning).toMatch(/fitted Gaussian, mean of 5/);
  });

  it("refuses sets that share rows or are too small, and names a few shared rows", () => {
    const set = normal(14, 100, 4);
    const other = normal(15, 100, 4);
    expect(() => frechetFloor({ first: set, second: set, n: 50 })).toThrow(/50 of 50 rows in common/);
    expect(() => frechetFloor({ first: set, second: other, n: 101 })).toThrow(/at least 101 rows/);
    expect(() => frechetFloor({ first: set, second: other, n: 1 })).toThrow(/at least 2/);
    const touched = { data: Float64Array.from(other.data), shape: other.shape };
    touched.data.set(set.data.subarray(0, 4), 8);
    expect(frechetFloor({ first: set, second: touched, n: 100 }).meaning).toMatch(/1 equal rows/);
    const moments = frechetMoments(set);
    expect(() => simulatedFrechetFloor({ moments, n: 1.5, random: Random.fromSeed(1) })).toThrow(/integer/);
    expect(() =>
      simulatedFrechetFloor({ moments, n: 50, random: Random.fromSeed(1), replicates: 0 }),
    ).toThrow(/replicate/);
  });
});
