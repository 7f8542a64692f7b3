import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { explainedVariance } from "./explained-variance.ts";
import { derangement, randomPairRatio } from "./random-pair-ratio.ts";
import { squaredErrors } from "./squared-errors.ts";

const make = (values: readonly number[], shape: readonly number[]) => ({
  data: Float32Array.from(values),
  shape,
});
const options = () => ({ random: Random.fromSeed(1), resamples: 50 });

describe("squaredErrors", () => {
  it("sums over every axis but the first", () => {
    const x = make([1, 2, 3, 4, 0, 0, 0, 0], [2, 2, 2, 1]);
    const reconstruction = make([1, 2, 3, 2, 1, 1, 1, 1], [2, 2, 2, 1]);
    expect([...squaredErrors({ x, reconstruction })]).toEqual([4, 4]);
  });

  it("refuses other shapes, NaN and nothing", () => {
    const x = make([1, 2, 3, 4], [2, 2]);
    expect(() => squaredErrors({ x, reconstruction: make([1, 2], [1, 2]) })).toThrow(/same shape/);
    expect(() => squaredErrors({ x, reconstruction: make([1, 2, Number.NaN, 4], [2, 2]) })).toThrow(
      /reconstruction: .*row 1, column 0/,
    );
    expect(() => squaredErrors({ x: make([], [0, 2]), reconstruction: make([], [0, 2]) })).toThrow(
      /at least 1 rows/,
    );
  });
});

describe("explainedVariance", () => {
  const x = { data: Random.fromSeed(3).normal(200 * 4, { mean: 5 }), shape: [200, 4] };

  it("is 1 for a copy and 0 for the mean, and an offset costs", () => {
    expect(explainedVariance({ x, reconstruction: x, ...options() }).value).toBe(1);
    const mean = [0, 1, 2, 3].map((j) => {
      let sum = 0;
      for (let i = 0; i < 200; i++) sum += x.data[i * 4 + j] as number;
      return sum / 200;
    });
    const constant = { data: Float64Array.from(x.data, (_, i) => mean[i % 4] as number), shape: [200, 4] };
    const none = explainedVariance({ x, reconstruction: constant, ...options() });
    expect(none.value).toBeCloseTo(0, 9);
    expect(none.meanSquaredError).toBeCloseTo(none.ownVariance, 9);
    const off = explainedVariance({
      x,
      reconstruction: { data: x.data.map((value) => value + 1), shape: [200, 4] },
      ...options(),
    });
    expect(off.value).toBeCloseTo(1 - 4 / off.ownVariance, 6);
  });

  it("divides sums, not the rows one by one", () => {
    const two = make([0, 10, 20, 30], [4, 1]);
    const guess = make([5, 10, 20, 30], [4, 1]);
    expect(explainedVariance({ x: two, reconstruction: guess, ...options() }).value).toBeCloseTo(
      1 - 25 / 500,
      12,
    );
  });

  it("does not change with order or common scale", () => {
    const reconstruction = { data: x.data.map((value, i) => value + Math.sin(i)), shape: [200, 4] };
    const value = explainedVariance({ x, reconstruction, ...options() }).value as number;
    const scaled = (a: typeof x) => ({ data: Float64Array.from(a.data, (v) => 100 * v), shape: a.shape });
    expect(
      explainedVariance({ x: scaled(x), reconstruction: scaled(reconstruction), ...options() }).value,
    ).toBeCloseTo(value, 9);
    const turned = (a: typeof x) => ({ data: Float32Array.from(a.data).reverse(), shape: a.shape });
    expect(
      explainedVariance({ x: turned(x), reconstruction: turned(reconstruction), ...options() }).value,
    ).toBeCloseTo(value, 9);
  });

  it("has no value where nothing varies", () => {
    const flat = { data: new Float32Array(30).fill(0.1), shape: [10, 3] };
    const result = explainedVariance({ x: flat, reconstruction: flat, ...options() });
    expect(result).toMatchObject({
      value: null,
      reason: expect.stringContaining("no variance to explain"),
      ownVariance: 0,
    });
    expect(() =>
      explainedVariance({ x: make([1, 2], [1, 2]), reconstruction: make([1, 2], [1, 2]), ...options() }),
    ).toThrow(/at least 2 rows/);
  });
});

describe("randomPairRatio", () => {
  const x = make([0, 0, 3, 4, 6, 8], [3, 2]);

  it("is a ratio of Euclidean distances", () => {
    const reconstruction = make([0, 1, 3, 5, 6, 9], [3, 2]);
    const result = randomPairRatio({ x, reconstruction, pairing: [1, 2, 0], ...options() });
    expect(result.error).toBeCloseTo(1, 12);
    const foreign = (Math.hypot(3, 3) + Math.hypot(3, 3) + Math.hypot(6, 9)) / 3;
    expect(result.randomPairError).toBeCloseTo(foreign, 12);
    expect(result.value).toBeCloseTo(1 / foreign, 12);
  });

  it("is 0 for copies, near 1 for reconstructions of others, null for one image", () => {
    expect(randomPairRatio({ x, reconstruction: x, pairing: [1, 2, 0], ...options() }).value).toBe(0);
    const random = Random.fromSeed(4);
    const noise = () => ({ data: random.normal(500 * 5), shape: [500, 5] });
    const unrelated = randomPairRatio({
      x: noise(),
      reconstruction: noise(),
      pairing: derangement(500, random),
      random,
    });
    expect(unrelated.interval?.low).toBeLessThan(1);
    expect(unrelated.interval?.high).toBeGreaterThan(1);
    const one = make([1, 1, 1, 1], [2, 2]);
    expect(randomPairRatio({ x: one, reconstruction: one, pairing: [1, 0], ...options() }).value).toBeNull();
  });

  it("refuses pairings that leave a row with itself", () => {
    for (const pairing of [
      [0, 2, 1],
      [1, 0],
      [1, 1, 0],
      [1, 2, 3],
      [1.5, 0, 1],
    ]) {
      expect(() => randomPairRatio({ x, reconstruction: x, pairing, ...options() })).toThrow(/pairing/);
    }
  });

  it("gets derangements that move every row", () => {
    for (const n of [2, 3, 10, 101]) {
      const pairing = derangement(n, Random.fromSeed(n));
      expect([...pairing].sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
      expect(pairing.every((to, i) => to !== i)).toBe(true);
    }
    expect(() => derangement(1, Random.fromSeed(1))).toThrow(/at least 2/);
  });
});
