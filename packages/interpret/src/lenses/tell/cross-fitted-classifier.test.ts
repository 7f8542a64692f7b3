import { type NdArray, Random } from "@ganlens/core";
import { membershipInference, predictLinear, ridgeRegression } from "@ganlens/metrics";
import { describe, expect, it } from "vitest";
import { crossFittedClassifier } from "./cross-fitted-classifier.ts";
import { labelMap } from "./label-map.ts";
import { placements } from "./placements.ts";

const normal = (n: number, d: number, name: string): NdArray => ({
  data: Random.fromSeed(3)
    .split(name)
    .normal(n * d),
  shape: [n, d],
});
/** The same with its first column moved. */
const moved = (x: NdArray, by: number): NdArray => ({
  data: x.data.map((value, at) => value + (at % (x.shape[1] as number) === 0 ? by : 0)),
  shape: x.shape,
});
const tested = (generated: NdArray, real: NdArray, permutations = 99) =>
  crossFittedClassifier({ generated, real, random: Random.fromSeed(4), permutations });

describe("crossFittedClassifier", () => {
  it("is at chance between alike sets, with chances that are even", () => {
    const draws = Array.from({ length: 40 }, (_, draw) =>
      tested(normal(60, 8, `a${draw}`), normal(60, 8, `b${draw}`), 39),
    );
    const mean = draws.reduce((sum, { auc }) => sum + auc, 0) / draws.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.03);
    // Expected 4 and 20 of 40.
    expect(draws.filter(({ pValue }) => pValue <= 0.1).length).toBeLessThanOrEqual(10);
    expect(draws.filter(({ pValue }) => pValue <= 0.5).length).toBeLessThanOrEqual(30);
    const covered = draws.filter(({ interval: [low, high] }) => low <= 0.5 && high >= 0.5);
    expect(covered.length).toBeGreaterThanOrEqual(34);
  });

  it("tells what differs, about as well as can be: AUC Φ(δ/√2)", () => {
    const { auc, interval, accuracy, pValue, places } = tested(
      moved(normal(400, 4, "a"), 1.5),
      normal(400, 4, "b"),
    );
    expect(Math.abs(auc - 0.8556)).toBeLessThan(0.03);
    expect(interval[0]).toBeLessThan(0.8556);
    expect(interval[1]).toBeGreaterThan(0.8556);
    expect(Math.abs(accuracy - 0.7734)).toBeLessThan(0.03);
    expect(pValue).toBe(0.01);
    expect(places.reduce((sum, place) => sum + place, 0) / 400).toBeCloseTo(auc, 1);
  });

  it("is at chance where nothing varies, and unmoved by the scale of a column", () => {
    const flat = { data: new Float32Array(100 * 3).fill(2), shape: [100, 3] };
    expect(tested(flat, flat).auc).toBe(0.5);
    const [a, b] = [moved(normal(100, 3, "a"), 1), normal(100, 3, "b")];
    const scaled = ({ data, shape }: NdArray): NdArray => ({
      data: data.map((value, at) => (at % 3 === 1 ? 1000 * value : value)),
      shape,
    });
    expect(tested(scaled(a), scaled(b)).auc).toBeCloseTo(tested(a, b).auc, 6);
  });
});

describe("labelMap", () => {
  it("scores as ridge regression does, for any sides", () => {
    const x = normal(60, 5, "x");
    const rows = { data: Float64Array.from(x.data), shape: x.shape };
    const learned = Array.from({ length: 50 }, (_, i) => i);
    const map = labelMap({ rows, learned, scored: [50, 55, 59] });
    for (const seed of [1, 2]) {
      const sides = Float64Array.from(Random.fromSeed(seed).normal(60), (value) => (value > 0 ? 1 : -1));
      const model = ridgeRegression({
        x: { data: rows.data.slice(0, 250), shape: [50, 5] },
        y: { data: sides.slice(0, 50), shape: [50, 1] },
        penalty: 5,
      });
      const { data } = predictLinear(model, rows);
      for (const [i, score] of map.scores(sides).entries()) {
        expect(score).toBeCloseTo(data[[50, 55, 59][i] as number] as number, 9);
      }
    }
  });
});

describe("placements", () => {
  it("give the AUC with ties, and DeLong's variance", () => {
    const scores = Float64Array.of(0.1, 0.4, 0.4, 0.9, -0.3, 0.4, 0.2, 0.8);
    const sides = Float64Array.of(1, 1, 1, 1, -1, -1, -1, -1);
    const { auc, variance, above, right } = placements(scores, [...scores.keys()], sides);
    const { auroc } = membershipInference({ members: scores.slice(0, 4), nonMembers: scores.slice(4) });
    expect(auc).toBeCloseTo(auroc.value, 12);
    const { low, high } = auroc.interval as NonNullable<typeof auroc.interval>;
    if (low > 0 && high < 1) expect(1.959964 * Math.sqrt(variance)).toBeCloseTo((high - low) / 2, 5);
    expect([...above]).toEqual([0.25, 0.625, 0.625, 1, 0, 0.5, 0.25, 0.75]);
    expect(right).toBe(5);
  });

  it("are ½ where one side is missing", () => {
    const { auc, variance } = placements(Float64Array.of(1, 2), [0, 1], Float64Array.of(1, 1));
    expect([auc, variance]).toEqual([0.5, 0]);
  });
});
