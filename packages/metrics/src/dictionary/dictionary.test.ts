import { Random } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Features } from "../linear/features.ts";
import { hungarianAssignment } from "../linear/hungarian-assignment.ts";
import { explainedVariance } from "../reconstruction/explained-variance.ts";
import { explainedVarianceOfBatches } from "../reconstruction/explained-variance-of-batches.ts";
import { dictionaryMatching } from "./dictionary-matching.ts";
import { featureStatistics } from "./feature-statistics.ts";
import { lossRecovered } from "./loss-recovered.ts";
import { shrinkage } from "./shrinkage.ts";
import { sparsity } from "./sparsity.ts";

const make = (rows: readonly (readonly number[])[]): Features => ({
  data: Float64Array.from(rows.flat()),
  shape: [rows.length, (rows[0] as readonly number[]).length],
});
const normal = (seed: number, n: number, d: number): Features => ({
  data: Float64Array.from(Random.fromSeed(seed).normal(n * d)),
  shape: [n, d],
});
const options = { random: Random.fromSeed(1), resamples: 50 };

describe("hungarianAssignment", () => {
  it("is the cheapest of all assignments", () => {
    const permutations = (list: number[]): number[][] =>
      list.length === 0
        ? [[]]
        : list.flatMap((item) =>
            permutations(list.filter((other) => other !== item)).map((rest) => [item, ...rest]),
          );
    const cell = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(cell, cell, cell, cell, cell), { minLength: 1, maxLength: 5 }),
        (rows) => {
          const found = hungarianAssignment(make(rows));
          expect(new Set(found).size).toBe(rows.length);
          const total = (columns: ArrayLike<number>): number =>
            rows.reduce((sum, row, i) => sum + (row[columns[i] as number] as number), 0);
          expect(total(found)).toBe(Math.min(...permutations([0, 1, 2, 3, 4]).map(total)));
        },
      ),
    );
    expect(() => hungarianAssignment(make([[1], [2]]))).toThrow(/\[2, 1\]/);
  });
});

describe("dictionaryMatching", () => {
  it("finds a shuffled copy, whatever the lengths, and tells signs apart", () => {
    const first = normal(1, 6, 10);
    const order = [3, 1, 5, 0, 2, 4];
    const second = make(
      order.map((row, i) =>
        [...first.data.subarray(row * 10, row * 10 + 10)].map((value) => value * (i + 1)),
      ),
    );
    const found = dictionaryMatching({ first, second });
    expect(found.matched).toBeCloseTo(1, 12);
    expect([...found.assignment].map((column) => order[column])).toEqual([0, 1, 2, 3, 4, 5]);
    const turned = { data: second.data.map((value) => -value), shape: second.shape } as Features;
    expect(dictionaryMatching({ first, second: turned }).matched).toBeLessThan(0.7);
  });

  it("matches the smaller to the larger, and has the stated chance level", () => {
    const found = dictionaryMatching({ first: normal(1, 9, 4), second: normal(2, 5, 4) });
    expect(found.assignment).toHaveLength(5);
    expect(found.firstInSecond).toBeLessThanOrEqual(1);
    let sum = 0;
    for (let r = 0; r < 50; r++)
      sum +=
        dictionaryMatching({ first: normal(100 + r, 8, 32), second: normal(200 + r, 8, 32) }).matched / 50;
    // .29 is of |cosine|; signed it is a little less.
    expect(sum).toBeGreaterThan(0.15);
    expect(sum).toBeLessThan(0.3);
    expect(() => dictionaryMatching({ first: make([[0, 0]]), second: make([[1, 0]]) })).toThrow(
      /zeros in row 0 of first/,
    );
  });
});

describe("featureStatistics and sparsity", () => {
  it("count what fires", () => {
    const activations = make([
      [0, 2, 1],
      [0, 0, 3],
      [0, 4, 0],
    ]);
    const found = featureStatistics({ activations });
    expect([...found.sinceFired]).toEqual([3, 0, 1]);
    expect([...found.meanWhenActive]).toEqual([0, 3, 2]);
    expect(found).toMatchObject({ deadCount: 1, deadShare: 1 / 3, n: 3 });
    expect(featureStatistics({ activations, threshold: 2 }).frequency[1]).toBeCloseTo(1 / 3, 12);
    expect(sparsity({ activations })).toMatchObject({ l0: { value: 4 / 3 }, l1: { value: 10 / 3 } });
    expect(() => featureStatistics({ activations, threshold: -1 })).toThrow(/threshold/);
    expect(() => sparsity({ activations: make([[1]]) })).toThrow(/at least 2 rows/);
  });
});

describe("shrinkage", () => {
  it("is the factor of a shrunken copy", () => {
    const x = normal(3, 60, 4);
    const reconstruction = { data: x.data.map((value) => 0.7 * value), shape: x.shape } as Features;
    const { bias, lengthRatio, cosine } = shrinkage({ x, reconstruction, ...options });
    expect([bias.value, lengthRatio.value, cosine.value]).toEqual(
      [0.7, 0.7, 1].map((value) => expect.closeTo(value, 12)),
    );
    const turned = { data: x.data.map((value) => -value), shape: x.shape } as Features;
    expect(shrinkage({ x, reconstruction: turned, ...options }).bias).toMatchObject({ value: null });
    expect(() =>
      shrinkage({
        x: make([
          [0, 0],
          [1, 1],
        ]),
        reconstruction: make([
          [0, 0],
          [1, 1],
        ]),
        ...options,
      }),
    ).toThrow(/row 0/);
  });
});

describe("lossRecovered", () => {
  it("is 1 for the original, 0 for the ablation, and nothing where there is nothing to recover", () => {
    const original = [0, 0, 0, 0];
    const ablated = [4, 5, 6, 5];
    expect(lossRecovered({ original, spliced: original, ablated, ...options }).value).toBe(1);
    expect(lossRecovered({ original, spliced: ablated, ablated, ...options }).value).toBe(0);
    expect(lossRecovered({ original, spliced: [2, 2.5, 3, 2.5], ablated, ...options })).toMatchObject({
      value: 0.5,
      n: 4,
    });
    expect(lossRecovered({ original, spliced: original, ablated: original, ...options })).toMatchObject({
      value: null,
    });
    expect(() => lossRecovered({ original, spliced: [1], ablated, ...options })).toThrow(/4, 1 and 4/);
  });
});

describe("explainedVarianceOfBatches", () => {
  it("is the whole set's, whatever the batches", async () => {
    const x = normal(5, 90, 3);
    const reconstruction = {
      data: x.data.map((value, i) => 0.8 * value + (i % 5) / 10),
      shape: x.shape,
    } as Features;
    const whole = explainedVariance({ x, reconstruction, ...options }).value as number;
    const cut = (set: Features, from: number, to: number): Features => ({
      data: Float64Array.from(set.data.subarray(3 * from, 3 * to)),
      shape: [to - from, 3],
    });
    const batches = [
      [0, 1],
      [1, 50],
      [50, 90],
    ].map(([from = 0, to = 0]) => ({ x: cut(x, from, to), reconstruction: cut(reconstruction, from, to) }));
    const found = await explainedVarianceOfBatches(batches);
    expect(found.value).toBeCloseTo(whole, 12);
    expect(found.n).toBe(90);
    await expect(explainedVarianceOfBatches([])).rejects.toThrow(/2 rows/);
    await expect(
      explainedVarianceOfBatches([
        batches[0] as (typeof batches)[number],
        { x: make([[1]]), reconstruction: make([[1]]) },
      ]),
    ).rejects.toThrow(/3 columns, received 1/);
  });
});
