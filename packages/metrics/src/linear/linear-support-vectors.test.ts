import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { linearSupportVectors } from "./linear-support-vectors.ts";
import { predictLinear } from "./ridge-regression.ts";

describe("linearSupportVectors", () => {
  it("lies half way between two separable points, 2/gap steep", () => {
    const x = { data: Float64Array.from([1, 3, 5, 9]), shape: [4, 1] };
    const model = linearSupportVectors({ x, labels: [0, 0, 1, 1], strength: 100 });
    expect(model.weights.data[0]).toBeCloseTo(1, 5);
    expect(model.intercept[0]).toBeCloseTo(-4, 5);
    expect(model.objective).toBeCloseTo(0.5, 5);
    expect([...model.supportVectors]).toEqual([1, 2]);
  });

  it("is no worse than any point nearby, whatever the common offset", () => {
    const [n, d, strength] = [60, 2, 0.5];
    const random = Random.fromSeed(4);
    const x = { data: Float64Array.from(random.normal(n * d, { mean: 50 })), shape: [n, d] };
    const labels = Int32Array.from({ length: n }, (_, i) => ((x.data[i * d] as number) > 50.2 ? 1 : i % 2));
    const model = linearSupportVectors({ x, labels, strength });
    const loss = (weights: Float64Array, intercept: number): number => {
      const values = predictLinear(
        { weights: { data: weights, shape: [d, 1] }, intercept: Float64Array.of(intercept) },
        x,
      ).data;
      return values.reduce(
        (sum, value, i) => sum + strength * Math.max(0, 1 - (labels[i] === 1 ? value : -value)),
        weights.reduce((sum, value) => sum + value * value, 0) / 2,
      );
    };
    const [b = 0] = model.intercept;
    expect(loss(model.weights.data, b)).toBeCloseTo(model.objective, 6);
    for (let trial = 0; trial < 50; trial++) {
      const shift = random.normal(d + 1, { standardDeviation: 0.01 });
      const weights = model.weights.data.map((value, j) => value + (shift[j] as number));
      // The intercept follows the middle of the rows.
      const moved = b - 50 * ((shift[0] as number) + (shift[1] as number)) + (shift[d] as number);
      expect(loss(weights, moved)).toBeGreaterThan(model.objective - 1e-7);
    }
  });

  it.each([1e-3, 1, 1e3])(
    "does not depend on the unit of the columns when the strength follows it (%d)",
    (unit) => {
      const [n, d] = [200, 4];
      const x = Float64Array.from(Random.fromSeed(6).normal(n * d));
      const labels = Int32Array.from({ length: n }, (_, i) =>
        Number((x[i * d] as number) > (i % 9 === 0 ? 1 : 0)),
      );
      const plain = linearSupportVectors({ x: { data: x, shape: [n, d] }, labels, strength: 50 });
      const scaled = linearSupportVectors({
        x: { data: x.map((value) => value * unit), shape: [n, d] },
        labels,
        strength: 50 / unit ** 2,
      });
      plain.weights.data.forEach((value, j) => {
        expect((scaled.weights.data[j] as number) * unit).toBeCloseTo(value, 4);
      });
      expect(scaled.intercept[0]).toBeCloseTo(plain.intercept[0] as number, 4);
    },
  );

  it.each([1, 1000])("settles where all rows can be told apart, columns of size %d, strength 100", (unit) => {
    const x = Float64Array.from(Random.fromSeed(8).normal(300 * 5), (value) => value * unit);
    const labels = Int32Array.from({ length: 300 }, (_, i) => Number((x[5 * i] as number) > 0));
    const input = { data: x, shape: [300, 5] };
    const model = linearSupportVectors({ x: input, labels, strength: 100 });
    const margins = predictLinear(model, input).data.map((value, i) => (labels[i] === 1 ? value : -value));
    expect(model.supportVectors.length).toBeLessThan(20);
    for (const i of model.supportVectors) expect(margins[i]).toBeLessThan(1 + 1e-5);
    margins.forEach((margin, i) => {
      if (!model.supportVectors.includes(i)) expect(margin).toBeGreaterThan(1 - 1e-5);
    });
  });

  it("takes the middle of the intercepts where no row pins one", () => {
    const x = { data: Float64Array.from([-2, -1, 1, 2]), shape: [4, 1] };
    const model = linearSupportVectors({ x, labels: [0, 0, 1, 1], strength: 0.01 });
    // All rows pull with all their strength: w = 0.01·(2 + 1 + 1 + 2).
    expect(model.weights.data[0]).toBeCloseTo(0.06, 9);
    expect(model.intercept[0]).toBeCloseTo(0, 9);
  });

  it("puts equal rows of both classes on the decision boundary", () => {
    const x = { data: Float64Array.from([2, 2]), shape: [2, 1] };
    const model = linearSupportVectors({ x, labels: [0, 1] });
    expect(model.weights.data[0]).toBe(0);
    expect(model.intercept[0]).toBeCloseTo(0, 12);
  });

  it("refuses one class, other labels and strengths that are not positive", () => {
    const x = { data: Float64Array.from([1, 2]), shape: [2, 1] };
    expect(() => linearSupportVectors({ x, labels: [1, 1] })).toThrow(/none of class 0/);
    expect(() => linearSupportVectors({ x, labels: [-1, 1] })).toThrow(/0…1/);
    expect(() => linearSupportVectors({ x, labels: [0, 1], strength: -1 })).toThrow(/strength > 0/);
  });
});
