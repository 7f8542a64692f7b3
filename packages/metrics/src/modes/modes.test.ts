import { Random } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { classHistogramDivergence } from "./class-histogram-divergence.ts";
import { modeCoverage } from "./mode-coverage.ts";
import { relativeAccuracy } from "./relative-accuracy.ts";
import { stackedModes } from "./stacked-modes.ts";
import { statisticallyDifferentBins } from "./statistically-different-bins.ts";

const ring = Float64Array.from({ length: 16 }, (_, i) =>
  i % 2 === 0 ? Math.cos((Math.PI * i) / 8) : Math.sin((Math.PI * (i - 1)) / 8),
);
const centres = { data: ring, shape: [8, 2] };
const counts = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 2, maxLength: 12 });

describe("modeCoverage", () => {
  it("gives the mixture itself 1 − e^(−4.5), not 1", () => {
    const random = Random.fromSeed(1);
    const noise = random.normal(2 * 8000, { standardDeviation: 0.01 });
    const modes = random.integers(8000, { high: 8 });
    const data = Float64Array.from(
      noise,
      (value, i) => value + (ring[2 * (modes[i >> 1] as number) + (i % 2)] as number),
    );
    const result = modeCoverage({ samples: { data, shape: [8000, 2] }, centres, standardDeviations: 0.01 });
    const ceiling = 1 - Math.exp(-4.5);
    expect(result.highQuality.interval?.low).toBeLessThan(ceiling);
    expect(result.highQuality.interval?.high).toBeGreaterThan(ceiling);
    expect([...result.assignment]).toEqual([...modes]);
    expect([result.modes, result.settledModes]).toEqual([8, 8]);
    expect(result.divergenceOfAll).toBeLessThan(0.002);
  });

  it("counts one lucky sample as a mode, but not as a settled one", () => {
    const data = new Float64Array(42);
    for (let i = 0; i < 21; i++) data[2 * i] = i < 20 ? 1 : -1;
    const result = modeCoverage({ samples: { data, shape: [21, 2] }, centres, standardDeviations: 0.01 });
    expect([result.modes, result.settledModes, result.highQuality.value]).toEqual([2, 1, 1]);
  });

  it("measures by each mode's own width, and has no divergence without a good sample", () => {
    const line = { data: Float64Array.of(0, 10), shape: [2, 1] };
    const samples = { data: Float64Array.of(6), shape: [1, 1] };
    expect(modeCoverage({ samples, centres: line, standardDeviations: 1 })).toMatchObject({
      assignment: Int32Array.of(1),
      divergence: null,
    });
    expect(modeCoverage({ samples, centres: line, standardDeviations: [3, 1] }).assignment[0]).toBe(0);
    expect(() => modeCoverage({ samples, centres: line, standardDeviations: [1] })).toThrow(
      /each of 2 modes/,
    );
    expect(() => modeCoverage({ samples, centres, standardDeviations: 1 })).toThrow(/1 and 2/);
  });
});

describe("classHistogramDivergence", () => {
  it("is ≥ 0, 0 for the reference, blind to the order of classes, at most log(classes)", () => {
    fc.assert(
      fc.property(counts, (list) => {
        fc.pre(list.reduce((sum, count) => sum + count, 0) >= 2);
        const { value, interval } = classHistogramDivergence({ counts: list });
        expect(value).toBeGreaterThanOrEqual(0);
        expect(value).toBeLessThanOrEqual(Math.log(list.length) + 1e-12);
        expect(interval.low).toBeLessThanOrEqual(value);
        expect(classHistogramDivergence({ counts: list.toReversed() }).value).toBeCloseTo(value, 12);
        expect(classHistogramDivergence({ counts: list, reference: list }).value).toBeCloseTo(0, 12);
      }),
    );
  });

  it("refuses what is infinite, halves and nothing", () => {
    expect(() => classHistogramDivergence({ counts: [1, 2], reference: [1, 0] })).toThrow(/0 for class 1/);
    expect(() => classHistogramDivergence({ counts: [1.5, 2] })).toThrow(/counts/);
    expect(() => classHistogramDivergence({ counts: [0, 0] })).toThrow(/received none/);
    expect(() => classHistogramDivergence({ counts: [] })).toThrow(/1 class/);
    expect(() => classHistogramDivergence({ counts: [3, 1], reference: [1] })).toThrow(
      /2 classes, received 1/,
    );
  });
});

describe("stackedModes", () => {
  const labels = (n: number, modes: number) => {
    const mode = Random.fromSeed(1).integers(n, { high: modes });
    return {
      data: Int32Array.from(
        { length: 3 * n },
        (_, i) => Math.floor((mode[Math.floor(i / 3)] as number) / 10 ** (2 - (i % 3))) % 10,
      ),
      shape: [n, 3],
    };
  };

  it("gives a perfect generator its published floors", () => {
    const full = stackedModes({ labels: labels(26_000, 1000) });
    expect(full).toMatchObject({ needed: 13, modesWithAny: 1000 });
    expect(full.modes).toBeGreaterThanOrEqual(993);
    expect(Math.abs(full.divergence.value - 0.0192)).toBeLessThan(0.003);
    expect(Math.abs(full.divergence.floor - 0.0192)).toBeLessThan(0.0003);
    const few = stackedModes({ labels: labels(2600, 1000) });
    expect(Math.abs(few.modesWithAny - 928)).toBeLessThan(15);
    expect(Math.abs(few.divergence.value - 0.212)).toBeLessThan(0.02);
  });

  it("does not count what a classifier's errors make up", () => {
    const { data, shape } = labels(26_000, 100);
    const random = Random.fromSeed(2);
    const wrong = random.uniform(data.length);
    const other = random.integers(data.length, { high: 10 });
    const read = data.map((label, i) => ((wrong[i] as number) < 0.03 ? (other[i] as number) : label));
    const result = stackedModes({ labels: { data: read, shape } });
    expect(result.modesWithAny).toBeGreaterThan(400);
    expect(result.modes).toBeLessThan(200);
  });

  it("refuses labels that are no class and tables that are none", () => {
    const bad = { data: Int32Array.of(0, 10, 3), shape: [1, 3] };
    expect(() => stackedModes({ labels: bad })).toThrow(/0…9, received 10 in row 0/);
    expect(() => stackedModes({ labels: { data: Int32Array.of(1), shape: [1] } })).toThrow(/\[n, channels\]/);
    expect(() => stackedModes({ labels: bad, classes: 1000 })).toThrow(/1,000,000 modes/);
  });
});

describe("statisticallyDifferentBins", () => {
  it("flags about alpha of the bins between samples of one distribution", () => {
    const random = Random.fromSeed(3);
    const draw = (): Int32Array => {
      const bins = new Int32Array(50);
      for (const bin of random.integers(5000, { high: 50 })) bins[bin]!++;
      return bins;
    };
    let share = 0;
    for (let r = 0; r < 40; r++)
      share += statisticallyDifferentBins({ reference: draw(), generated: draw() }).share / 40;
    expect(Math.abs(share - 0.05)).toBeLessThan(0.02);
  });

  it("is symmetric, 0 for equal histograms, and log 2 for disjoint ones", () => {
    fc.assert(
      fc.property(counts, (list) => {
        fc.pre(list.some((count) => count > 0));
        const there = statisticallyDifferentBins({ reference: list, generated: list.toReversed() });
        const back = statisticallyDifferentBins({ reference: list.toReversed(), generated: list });
        expect(there.different).toBe(back.different);
        expect(there.jensenShannon).toBeCloseTo(back.jensenShannon, 12);
        expect(there.jensenShannon).toBeLessThanOrEqual(Math.log(2) + 1e-12);
        expect(statisticallyDifferentBins({ reference: list, generated: list })).toMatchObject({
          different: 0,
          jensenShannon: 0,
        });
      }),
    );
    expect(statisticallyDifferentBins({ reference: [5, 0], generated: [0, 5] }).jensenShannon).toBeCloseTo(
      Math.log(2),
      12,
    );
    expect(() => statisticallyDifferentBins({ reference: [1, 2], generated: [1] })).toThrow(/same bins/);
    expect(() => statisticallyDifferentBins({ reference: [0, 0], generated: [1, 1] })).toThrow(/not all 0/);
  });
});

describe("relativeAccuracy", () => {
  const confusion = (...rows: number[][]) => ({
    data: Float64Array.from(rows.flat()),
    shape: [rows.length, rows.length],
  });

  it("is 1 for equal tables and holds its own estimate also without hits", () => {
    const table = confusion([8, 2], [1, 9]);
    expect(relativeAccuracy({ real: table, generated: table })).toMatchObject({
      value: 1,
      ofMeanRecalls: 1,
      perClass: [1, 1],
    });
    const none = relativeAccuracy({ real: table, generated: confusion([0, 5], [5, 0]) });
    expect(none.value).toBe(0);
    expect(none.interval?.low).toBe(0);
    expect(none.interval?.high).toBeGreaterThan(0);
  });

  it("has no value where nothing real is read rightly, and refuses empty classes", () => {
    const table = confusion([8, 2], [1, 9]);
    expect(relativeAccuracy({ real: confusion([0, 1], [1, 0]), generated: table }).value).toBeNull();
    expect(() => relativeAccuracy({ real: confusion([0, 0], [1, 2]), generated: table })).toThrow(
      /none of class 0/,
    );
    expect(() =>
      relativeAccuracy({ real: { data: new Float64Array(2), shape: [1, 2] }, generated: table }),
    ).toThrow(/square/);
  });
});
