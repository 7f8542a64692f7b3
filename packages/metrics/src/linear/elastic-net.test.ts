import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { elasticNet } from "./elastic-net.ts";
import { lasso } from "./lasso.ts";
import { predictLinear } from "./ridge-regression.ts";

const column = (values: readonly number[]) => ({
  data: Float64Array.from(values),
  shape: [values.length, 1],
});

describe("elasticNet", () => {
  it("soft-thresholds one column: sign(c)·max(0, |c| − penalty·ratio) / (s + penalty·(1 − ratio))", () => {
    // s = 1 and c = 2 after centring.
    const x = column([4, 6]);
    const y = column([7, 11]);
    const half = elasticNet({ x, y, penalty: 1, ratio: 0.5 });
    expect(half.weights.data[0]).toBeCloseTo((2 - 0.5) / (1 + 0.5), 12);
    expect(half.intercept[0]).toBeCloseTo(9 - 5, 12);
    expect(lasso({ x, y, penalty: 0.5 }).weights.data[0]).toBeCloseTo(1.5, 12);
    expect(lasso({ x, y, penalty: 2 }).weights.data[0]).toBe(0);
  });

  it("meets the conditions for the least, for every output", () => {
    const random = Random.fromSeed(3);
    const [n, d, m, penalty, ratio] = [80, 7, 2, 0.2, 0.7];
    const x = { data: Float64Array.from(random.normal(n * d, { mean: 5 })), shape: [n, d] };
    const y = { data: Float64Array.from(random.normal(n * m)), shape: [n, m] };
    for (let i = 0; i < n; i++)
      y.data[i * m]! += 3 * (x.data[i * d] as number) - (x.data[i * d + 1] as number);
    const model = elasticNet({ x, y, penalty, ratio });
    const fitted = predictLinear(model, x);
    for (let k = 0; k < m; k++) {
      for (let j = 0; j < d; j++) {
        let gradient = 0;
        for (let i = 0; i < n; i++) {
          const error = (y.data[i * m + k] as number) - (fitted.data[i * m + k] as number);
          gradient += (error * (x.data[i * d + j] as number)) / n;
        }
        const weight = model.weights.data[j * m + k] as number;
        const left = gradient - penalty * (1 - ratio) * weight;
        if (weight === 0) expect(Math.abs(left)).toBeLessThanOrEqual(penalty * ratio + 1e-7);
        else expect(left).toBeCloseTo(Math.sign(weight) * penalty * ratio, 7);
      }
    }
    expect([...model.weights.data].filter((value) => value === 0).length).toBeGreaterThan(4);
  });

  it("gives a column that does not vary no weight", () => {
    const x = { data: Float64Array.from([0.1, 1, 0.1, 2, 0.1, 4]), shape: [3, 2] };
    const { weights } = lasso({ x, y: column([1, 2, 4]), penalty: 0.01 });
    expect(weights.data[0]).toBe(0);
    expect(weights.data[1]).toBeGreaterThan(0.9);
  });

  it("refuses penalties and ratios out of range and rows that do not match", () => {
    const x = column([1, 2, 3]);
    expect(() => lasso({ x, y: x, penalty: 0 })).toThrow(/penalty > 0/);
    expect(() => elasticNet({ x, y: x, penalty: 1, ratio: 1.5 })).toThrow(/ratio in \[0, 1\]/);
    expect(() => lasso({ x, y: column([1, 2]), penalty: 1 })).toThrow(/as many rows/);
    expect(() => lasso({ x: column([1, Number.NaN, 2]), y: x, penalty: 1 })).toThrow(/finite/);
  });
});
