import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { logisticClasses, logisticProbabilities, logisticRegression } from "./logistic-regression.ts";

const normal = (seed: number, n: number, d: number) => ({
  data: Float64Array.from(Random.fromSeed(seed).normal(n * d)),
  shape: [n, d],
});

describe("logisticRegression", () => {
  it("solves w = 2·C·(1 − p(w)) for two points at ±1", () => {
    const x = { data: Float64Array.from([-1, 1]), shape: [2, 1] };
    const { weights, intercept } = logisticRegression({ x, labels: [0, 1], classes: 2, strength: 3 });
    const w = weights.data[0] as number;
    expect(w).toBeCloseTo(2 * 3 * (1 - 1 / (1 + Math.exp(-w))), 9);
    expect(intercept[0]).toBeCloseTo(0, 9);
  });

  it.each([2, 4])(
    "meets the conditions for the least with %i classes, far from the origin too",
    (classes) => {
      const [n, d, strength] = [120, 3, 0.7];
      const x = normal(classes, n, d);
      const labels = Int32Array.from({ length: n }, (_, i) =>
        i < classes ? i : Math.abs(Math.round((x.data[i * d] as number) * 2)) % classes,
      );
      for (let i = 0; i < n; i++) x.data[i * d + 2]! += 1000;
      const model = logisticRegression({ x, labels, classes, strength });
      const probabilities = logisticProbabilities(model, x).data;
      const columns = model.intercept.length;
      for (let k = 0; k < columns; k++) {
        const own = columns === 1 ? 1 : k;
        let shared = 0;
        const pulls = new Float64Array(d);
        for (let i = 0; i < n; i++) {
          const gap = (probabilities[i * classes + own] as number) - (labels[i] === own ? 1 : 0);
          shared += gap;
          for (let j = 0; j < d; j++) {
            pulls[j]! += strength * gap * ((x.data[i * d + j] as number) - (j === 2 ? 1000 : 0));
          }
        }
        expect(shared).toBeCloseTo(0, 6);
        pulls.forEach((pull, j) => {
          expect(pull).toBeCloseTo(-(model.weights.data[j * columns + k] as number), 6);
        });
      }
    },
  );

  it("fits columns of very different sizes as well as equal ones", () => {
    const [n, d] = [200, 2];
    const x = normal(5, n, d);
    const labels = Int32Array.from(
      { length: n },
      (_, i) => (i + Number((x.data[i * d] as number) + (x.data[i * d + 1] as number) > 0) * (i % 5)) % 2,
    );
    const sized = { data: x.data.map((value, at) => value * (at % 2 === 0 ? 1e4 : 1)), shape: [n, d] };
    const model = logisticRegression({ x: sized, labels, classes: 2 });
    const probabilities = logisticProbabilities(model, sized).data;
    let pull = 0;
    for (let i = 0; i < n; i++) {
      pull += ((probabilities[2 * i + 1] as number) - (labels[i] as number)) * (x.data[i * d + 1] as number);
    }
    expect(pull).toBeCloseTo(-(model.weights.data[1] as number), 7);
  });

  it("separates what can be separated and breaks ties downwards", () => {
    const x = { data: Float64Array.from([-3, -2, 0, 0.1, 2, 3]), shape: [6, 1] };
    const model = logisticRegression({ x, labels: [0, 0, 1, 1, 2, 2], classes: 3, strength: 1e4 });
    expect([...logisticClasses(model, x)]).toEqual([0, 0, 1, 1, 2, 2]);
    expect(model.intercept.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
    const flat = { weights: { data: new Float64Array(3), shape: [1, 3] }, intercept: new Float64Array(3) };
    expect([...logisticClasses(flat, x)]).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("keeps probabilities finite at huge scores", () => {
    const model = { weights: { data: Float64Array.of(1e6), shape: [1, 1] }, intercept: Float64Array.of(0) };
    const { data } = logisticProbabilities(model, { data: Float64Array.of(-1, 1), shape: [2, 1] });
    expect([...data]).toEqual([1, 0, 0, 1]);
  });

  it("refuses labels that are missing, out of range or of one class, and strengths that are not positive", () => {
    const x = normal(1, 3, 2);
    expect(() => logisticRegression({ x, labels: [0, 1], classes: 2 })).toThrow(/3 labels/);
    expect(() => logisticRegression({ x, labels: [0, 1, 2], classes: 2 })).toThrow(/0…1/);
    expect(() => logisticRegression({ x, labels: [0, 0, 0], classes: 2 })).toThrow(/none of class 1/);
    expect(() => logisticRegression({ x, labels: [0, 0, 0], classes: 1 })).toThrow(/2 classes/);
    expect(() => logisticRegression({ x, labels: [0, 1, 1], classes: 2, strength: 0 })).toThrow(
      /strength > 0/,
    );
  });
});
