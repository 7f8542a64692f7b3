import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { classifierDci } from "./classifier-dci.ts";
import { dciGradientBoosting } from "./dci-gradient-boosting.ts";
import { factorVaeScore } from "./factor-vae-score.ts";
import { gradientBoosting } from "./gradient-boosting.ts";
import { importanceScores } from "./importance-scores.ts";
import { separatedAttribute } from "./separated-attribute.ts";

/** Two factors of 3 and 2 values; codes made of them by `code`. */
function draw(seed: number, n: number, code: (a: number, b: number, noise: number) => readonly number[]) {
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

const split = (code: (a: number, b: number, noise: number) => readonly number[]) => ({
  train: draw(1, 200, code),
  test: draw(2, 100, code),
});

describe("importanceScores", () => {
  it("is 1 for one to one, 0 for even shares, and weighs codes by importance", () => {
    const exact = importanceScores({ data: Float64Array.of(0, 2, 5, 0), shape: [2, 2] });
    expect(exact.disentanglement).toBeCloseTo(1, 8);
    expect(exact.completeness).toBeCloseTo(1, 8);
    const even = importanceScores({ data: Float64Array.of(1, 1, 1, 1), shape: [2, 2] });
    expect(even.disentanglement).toBeCloseTo(0, 12);
    const weighted = importanceScores({ data: Float64Array.of(3, 0, 0.5, 0.5), shape: [2, 2] });
    expect(weighted.disentanglement).toBeCloseTo(3 / 4, 8);
  });

  it("does not exist for one factor or one code, and refuses negative entries", () => {
    const column = importanceScores({ data: Float64Array.of(1, 2), shape: [2, 1] });
    expect(column.disentanglement).toBeNull();
    expect(column.completeness).not.toBeNull();
    expect(importanceScores({ data: Float64Array.of(1, 2), shape: [1, 2] }).completeness).toBeNull();
    expect(importanceScores({ data: new Float64Array(4), shape: [2, 2] }).disentanglement).toBe(0);
    expect(() => importanceScores({ data: Float64Array.of(1, -2), shape: [1, 2] })).toThrow(/factor 1/);
  });
});

describe("gradientBoosting", () => {
  it("learns an exclusive or, which no single split gains from at depth 1", () => {
    const random = Random.fromSeed(3);
    const data = random.uniform(600, { low: -1, high: 1 });
    const x = { data, shape: [300, 2] };
    const labels = Int32Array.from({ length: 300 }, (_, i) =>
      (data[2 * i] as number) * (data[2 * i + 1] as number) > 0 ? 1 : 0,
    );
    const hits = (depth: number): number =>
      gradientBoosting({ x, labels, classes: 2, depth, rounds: 60 })
        .predict(x)
        .reduce((sum, label, i) => sum + Number(label === labels[i]), 0);
    expect(hits(3)).toBe(300);
    expect(hits(1)).toBeLessThan(280);
  });

  it("shares the gain of a duplicated input, and gives none to a constant one", () => {
    const { codes, factors } = draw(4, 90, (a, _, noise) => [a + 0.1 * noise, a + 0.1 * noise, 7]);
    const labels = factors.data.filter((_, i) => i % 2 === 0);
    const { importance } = gradientBoosting({ x: codes, labels, classes: 3, rounds: 5 });
    expect(importance[0]).toBeCloseTo(0.5, 9);
    expect(importance[1]).toBeCloseTo(0.5, 9);
    expect(importance[2]).toBe(0);
  });

  it("gives importances of 0 when no input varies", () => {
    const x = { data: new Float64Array(10), shape: [10, 1] };
    const model = gradientBoosting({ x, labels: [0, 1, 1, 1, 1, 0, 1, 1, 1, 1], classes: 2, rounds: 3 });
    expect([...model.importance]).toEqual([0]);
    expect([...model.predict(x)]).toEqual(new Array(10).fill(1));
  });

  it("refuses labels out of range, one class and other widths", () => {
    const x = { data: Float64Array.of(1, 2, 3), shape: [3, 1] };
    expect(() => gradientBoosting({ x, labels: [0, 1, 2], classes: 2 })).toThrow(/received 2 at 2/);
    expect(() => gradientBoosting({ x, labels: [1, 1, 1], classes: 2 })).toThrow(/two classes/);
    expect(() => gradientBoosting({ x, labels: [1, 0], classes: 2 })).toThrow(/3 labels/);
    const model = gradientBoosting({ x, labels: [0, 1, 1], classes: 2, rounds: 1 });
    expect(() => model.predict({ data: new Float64Array(2), shape: [1, 2] })).toThrow(/1 columns/);
  });
});

describe("dciGradientBoosting", () => {
  it("is 1 for factors as codes, and incomplete for a duplicated one", () => {
    const exact = dciGradientBoosting({ ...split((a, b) => [b, -a]), rounds: 10 });
    expect(exact.disentanglement).toBeCloseTo(1, 6);
    expect(exact.completeness).toBeCloseTo(1, 6);
    expect(exact.informativeness).toEqual({ train: expect.closeTo(1, 12), test: expect.closeTo(1, 12) });
    const doubled = dciGradientBoosting({ ...split((a, b) => [a, b, a]), rounds: 10 });
    expect(doubled.disentanglement).toBeCloseTo(1, 6);
    expect(doubled.completeness).toBeCloseTo((1 - Math.log(2) / Math.log(3) + 1) / 2, 6);
  });

  it("counts a test value that training never had as a miss", () => {
    const { train, test } = split((a, b) => [a, b]);
    const factors = { data: test.factors.data.map((value, i) => (i === 0 ? 17 : value)), shape: [100, 2] };
    const { informativeness } = dciGradientBoosting({ train, test: { ...test, factors }, rounds: 3 });
    expect(informativeness.test).toBeCloseTo(1 - 1 / 200, 12);
  });
});

describe("classifierDci", () => {
  it("scores what the classifier says, factor by factor", () => {
    const { disentanglement, completeness, informativeness, importance } = classifierDci({
      ...split((a, b) => [a, b]),
      fit: ({ codes, labels, classes }) => ({
        importance: classes === 3 ? [2, 0] : [1, 1],
        predict: (rows) => (rows.shape[0] === codes.shape[0] ? labels : new Int32Array(100).fill(-1)),
      }),
    });
    expect([...importance.data]).toEqual([2, 1, 0, 1]);
    const mixed = 1 - (Math.log2(3) - 2 / 3);
    expect(disentanglement).toBeCloseTo((3 * mixed + 1) / 4, 8);
    expect(completeness).toBeCloseTo(0.5, 8);
    expect(informativeness).toEqual({ train: 1, test: 0 });
  });

  it("refuses importances or predictions of another length", () => {
    const splits = split((a, b) => [a, b]);
    const fit = (importance: number[]) => () => ({ importance, predict: () => [] });
    expect(() => classifierDci({ ...splits, fit: fit([1]) })).toThrow(/2 importances/);
    expect(() => classifierDci({ ...splits, fit: fit([1, 1]) })).toThrow(/200 predictions/);
  });
});

describe("separatedAttribute", () => {
  it("separates a clean code from a noisy one, and sees no gap between two copies", () => {
    const clean = separatedAttribute(split((_, b, noise) => [8 * b - 4, noise]));
    expect(clean.perFactor[1]).toBeGreaterThan(0.3);
    expect(clean.scores.data[1]).toBe(1);
    const copies = separatedAttribute({ ...split((a, b) => [a, b, a, b]), kind: "continuous" });
    expect(copies.score).toBeCloseTo(0, 12);
  });

  it("gives the squared correlation, 0 for a constant code", () => {
    const { score, scores } = separatedAttribute({
      ...split((a, b) => [3 - 2 * a, b, 4]),
      kind: "continuous",
    });
    expect(scores.data[0]).toBeCloseTo(1, 12);
    expect(scores.data[4]).toBe(0);
    expect(score).toBeGreaterThan(0.9);
  });

  it("refuses codes that differ in number", () => {
    const { train } = split((a, b) => [a, b]);
    const { test } = split((a) => [a]);
    expect(() => separatedAttribute({ train, test })).toThrow(/2 codes in test/);
  });
});

describe("factorVaeScore", () => {
  /** Batches of 8 codes of 3 in which code `factor` hardly varies. */
  const batches = (seed: number, count: number, dead: boolean) => {
    const random = Random.fromSeed(seed);
    const factor = random.integers(count, { high: 3 });
    const codes = random.normal(count * 24);
    for (let i = 0; i < codes.length; i++) {
      if (i % 3 === factor[Math.floor(i / 24)]) codes[i]! *= 0.01;
      if (dead && i % 3 === 2) codes[i] = 1;
    }
    return { codes: { data: codes, shape: [count, 8, 3] }, factor };
  };
  const codes = { data: Random.fromSeed(9).normal(600), shape: [200, 3] };

  it("is 1 for one code per factor, with Wilson's interval below it", () => {
    const result = factorVaeScore({ codes, train: batches(1, 60, false), test: batches(2, 30, false) });
    expect(result).toMatchObject({ value: 1, n: 30, trainAccuracy: 1, active: [0, 1, 2] });
    expect([...result.factorOf]).toEqual([0, 1, 2]);
    expect(result.interval?.low).toBeLessThan(0.95);
  });

  it("leaves dead codes out, and does not exist when all are", () => {
    const global = { data: codes.data.map((value, i) => (i % 3 === 2 ? 1 : value)), shape: codes.shape };
    const input = { train: batches(1, 60, true), test: batches(2, 30, true) };
    const result = factorVaeScore({ codes: global, ...input });
    expect(result.active).toEqual([0, 1]);
    expect(result.value).toBeLessThan(1);
    expect([...result.trainCodes].includes(2)).toBe(false);
    expect(factorVaeScore({ codes: global, ...input, prune: 5 })).toMatchObject({
      value: null,
      trainAccuracy: null,
    });
  });

  it("refuses batches of another shape and factors that are no index", () => {
    const train = batches(1, 4, false);
    const test = { codes: train.codes, factor: [0, 1, 2, -1] };
    expect(() => factorVaeScore({ codes, train, test })).toThrow(/received -1 for batch 3/);
    expect(() => factorVaeScore({ codes, train, test: { ...train, factor: [0] } })).toThrow(
      /4 fixed factors/,
    );
    const flat = { codes: { data: train.codes.data, shape: [32, 3] }, factor: train.factor };
    expect(() => factorVaeScore({ codes, train, test: flat })).toThrow(/\[batches, size, codes\]/);
  });
});
