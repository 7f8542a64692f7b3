import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { principalComponents, project, reconstruct } from "./principal-components.ts";

describe("principalComponents", () => {
  it("finds the axis of points on a line", () => {
    const data = Float32Array.from([0, 0, 3, 4, 6, 8, -3, -4]);
    const pca = principalComponents({ data: { data, shape: [4, 2] }, components: 1 });
    expect(pca.components.data[0]).toBeCloseTo(0.6, 12);
    expect(pca.components.data[1]).toBeCloseTo(0.8, 12);
    expect(pca.variances[0]).toBeCloseTo(pca.totalVariance, 10);
    expect([...pca.mean]).toEqual([1.5, 2]);
  });

  it("keeps all with as many components as columns", () => {
    const data = { data: Random.fromSeed(1).normal(50 * 7), shape: [50, 7] };
    const pca = principalComponents({ data, components: 7 });
    const back = reconstruct(pca, project(pca, data));
    back.data.forEach((value, i) => {
      expect(value).toBeCloseTo(data.data[i] as number, 6);
    });
    expect(pca.variances.reduce((sum, value) => sum + value, 0)).toBeCloseTo(pca.totalVariance, 10);
  });

  it("does not depend on the order of rows, and gives codes of exactly its variances", () => {
    const n = 60;
    const values = Random.fromSeed(2).normal(n * 5);
    const data = { data: values, shape: [n, 5] };
    const reversed = Float32Array.from(values);
    for (let i = 0; i < n; i++) reversed.set(values.subarray(i * 5, i * 5 + 5), (n - 1 - i) * 5);
    const pca = principalComponents({ data, components: 3 });
    const other = principalComponents({ data: { data: reversed, shape: [n, 5] }, components: 3 });
    pca.components.data.forEach((value, i) => {
      expect(value).toBeCloseTo(other.components.data[i] as number, 9);
    });
    const codes = project(pca, data).data;
    for (let k = 0; k < 3; k++) {
      let squares = 0;
      for (let i = 0; i < n; i++) squares += (codes[i * 3 + k] as number) ** 2;
      expect(squares / (n - 1)).toBeCloseTo(pca.variances[k] as number, 9);
    }
  });

  it("finds eigenvectors of the covariance from fewer rows than columns as well", () => {
    const n = 30;
    const d = 40;
    const data = Random.fromSeed(3).normal(n * d);
    const wide = principalComponents({ data: { data, shape: [n, d] }, components: 5 });
    for (let k = 0; k < 5; k++) {
      const v = wide.components.data.subarray(k * d, (k + 1) * d);
      expect(Math.hypot(...v)).toBeCloseTo(1, 10);
      const codes = project(wide, { data, shape: [n, d] }).data;
      const back = new Float64Array(d);
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < d; j++) {
          back[j]! += ((data[i * d + j] as number) - (wide.mean[j] as number)) * (codes[i * 5 + k] as number);
        }
      }
      back.forEach((value, j) => {
        expect(value / (n - 1)).toBeCloseTo((wide.variances[k] as number) * (v[j] as number), 9);
      });
    }
  });

  it("fills up with zeros what the rows do not span, when asked to", () => {
    const data = Random.fromSeed(4).normal(3 * 8);
    const rows = { data: Float32Array.from([...data, ...data.slice(0, 8)]), shape: [4, 8] };
    const pca = principalComponents({ data: rows, components: 5, fill: true });
    expect(pca.components.shape).toEqual([5, 8]);
    const norms = [0, 1, 2, 3, 4].map((k) => Math.hypot(...pca.components.data.subarray(k * 8, (k + 1) * 8)));
    expect(norms.map((norm) => Math.round(norm * 1e9) / 1e9)).toEqual([1, 1, 0, 0, 0]);
    expect(Array.from(pca.variances.subarray(2), (value) => Math.round(value * 1e9))).toEqual([0, 0, 0]);
    // Everything comes back from two directions.
    const back = reconstruct(pca, project(pca, rows));
    for (const [i, value] of rows.data.entries()) expect(back.data[i]).toBeCloseTo(value, 5);
    expect(() => principalComponents({ data: rows, components: 9, fill: true })).toThrow(/within 1…8/);
  });

  it("refuses too many components and data without variance", () => {
    const data = { data: Float32Array.from([1, 2, 3, 1, 2, 3, 1, 2, 3]), shape: [3, 3] };
    expect(() => principalComponents({ data, components: 2 })).toThrow(/data that vary/);
    expect(() => principalComponents({ data, components: 3 })).toThrow(/within 1…2/);
    const line = { data: Float32Array.from([0, 0, 0, 1, 1, 1]), shape: [2, 3] };
    expect(principalComponents({ data: line, components: 1 }).variances[0]).toBeCloseTo(1.5, 10);
    const flat = { data: Float32Array.from([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]), shape: [3, 4] };
    expect(() => principalComponents({ data: flat, components: 2 })).toThrow(/rows that span 1/);
    const pca = principalComponents({ data: line, components: 1 });
    expect(() => project(pca, { data: new Float32Array(4), shape: [2, 2] })).toThrow(/3 columns/);
    expect(() => reconstruct(pca, { data: new Float32Array(4), shape: [2, 2] })).toThrow(/1 columns/);
  });
});
