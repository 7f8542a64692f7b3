import { Random } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { covariance } from "./covariance.ts";
import type { Matrix } from "./features.ts";
import { leadingEigen } from "./leading-eigen.ts";
import { multiplyTransposed, transpose } from "./multiply.ts";
import { type SymmetricEigen, symmetricEigen } from "./symmetric-eigen.ts";
import { symmetricEigenvalues } from "./symmetric-eigenvalues.ts";

function randomSymmetric(n: number, seed: number): Matrix {
  const x = Random.fromSeed(seed).normal(n * n);
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) data[i * n + j] = ((x[i * n + j] as number) + (x[j * n + i] as number)) / 2;
  }
  return { data, shape: [n, n] };
}

/** Q·diag(values)·Qᵀ with a random rotation Q. */
function withSpectrum(values: readonly number[], seed: number): Matrix {
  const n = values.length;
  const { vectors } = symmetricEigen(randomSymmetric(n, seed));
  const scaled = vectors.data.map((value, i) => value * (values[Math.floor(i / n)] as number));
  const product = multiplyTransposed(transpose({ data: scaled, shape: [n, n] }), transpose(vectors));
  const turned = transpose(product);
  return { data: product.data.map((value, i) => (value + (turned.data[i] as number)) / 2), shape: [n, n] };
}

function worstResidual(matrix: Matrix, { values, vectors }: SymmetricEigen): number {
  const n = matrix.shape[0] as number;
  const image = multiplyTransposed(vectors, matrix);
  return image.data.reduce(
    (worst, value, i) =>
      Math.max(worst, Math.abs(value - (values[Math.floor(i / n)] as number) * (vectors.data[i] as number))),
    0,
  );
}

function worstOverlap(vectors: Matrix): number {
  const count = vectors.shape[0] as number;
  return multiplyTransposed(vectors, vectors).data.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(value - (i % (count + 1) === 0 ? 1 : 0))),
    0,
  );
}

describe("symmetricEigen", () => {
  it.each([1, 2, 3, 17, 64, 130])("takes a random matrix of side %i apart", (n) => {
    const matrix = randomSymmetric(n, n);
    const eigen = symmetricEigen(matrix);
    expect(worstResidual(matrix, eigen)).toBeLessThan(1e-12 * n);
    expect(worstOverlap(eigen.vectors)).toBeLessThan(1e-12);
    expect([...eigen.values]).toEqual([...eigen.values].sort((a, b) => b - a));
    const alone = symmetricEigenvalues(matrix);
    expect(Math.max(...alone.map((value, i) => Math.abs(value - (eigen.values[i] as number))))).toBeLessThan(
      1e-12 * n,
    );
  });

  it("gives the same leading pairs by inverse iteration as in full", () => {
    const n = 150;
    const matrix = withSpectrum(
      Array.from({ length: n }, (_, i) => 0.9 ** i),
      4,
    );
    const full = symmetricEigen(matrix);
    const quick = leadingEigen(matrix.data, n, 20);
    expect(quick).toBeDefined();
    const leading = symmetricEigen(matrix, { count: 20 });
    leading.vectors.data.forEach((value, i) => {
      expect(Math.abs(value - (full.vectors.data[i] as number))).toBeLessThan(1e-9);
    });
  });

  it.each([
    ["clusters", Array.from({ length: 120 }, (_, i) => (i < 10 ? 5 : i < 60 ? 1 : 0))],
    ["one value", Array.from({ length: 120 }, () => 2)],
    ["negative values", Array.from({ length: 120 }, (_, i) => -1 - (i % 3))],
    ["fifteen decades", Array.from({ length: 120 }, (_, i) => 10 ** (-i / 8))],
  ])("keeps leading vectors orthonormal with %s", (_, spectrum) => {
    const matrix = withSpectrum(spectrum, 9);
    const eigen = symmetricEigen(matrix, { count: 40 });
    expect(worstResidual(matrix, eigen)).toBeLessThan(1e-9);
    expect(worstOverlap(eigen.vectors)).toBeLessThan(1e-9);
    const expected = [...spectrum].sort((a, b) => b - a);
    eigen.values.forEach((value, i) => {
      expect(value).toBeCloseTo(expected[i] as number, 10);
    });
  });

  it("handles matrices of zeros, diagonals and blocks", () => {
    const n = 100;
    const zero: Matrix = { data: new Float64Array(n * n), shape: [n, n] };
    expect([...symmetricEigen(zero, { count: 3 }).values]).toEqual([0, 0, 0]);
    const diagonal: Matrix = { data: new Float64Array(n * n), shape: [n, n] };
    for (let i = 0; i < n; i++) diagonal.data[i * n + i] = i % 10;
    const eigen = symmetricEigen(diagonal, { count: 25 });
    expect(worstResidual(diagonal, eigen)).toBeLessThan(1e-10);
    expect(worstOverlap(eigen.vectors)).toBeLessThan(1e-10);
  });

  it("converges on data many of whose columns never vary, as the borders of images do not", () => {
    const random = Random.fromSeed(21);
    const [n, d, varying] = [300, 200, 90];
    const scale = random.uniform(varying, { low: 1e-6, high: 1 });
    const normal = random.normal(n * varying);
    const data = new Float64Array(n * d);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j < varying; j++) {
        data[i * d + 2 * j] = (normal[i * varying + j] as number) * (scale[j] as number) ** 4;
      }
    }
    const matrix = covariance({ data, shape: [n, d] });
    const values = symmetricEigenvalues(matrix);
    const trace = Array.from({ length: d }, (_, i) => matrix.data[i * d + i] as number).reduce(
      (a, b) => a + b,
      0,
    );
    expect(values.reduce((a, b) => a + b, 0)).toBeCloseTo(trace, 9);
    expect(values.filter((value) => Math.abs(value) < 1e-12).length).toBeGreaterThanOrEqual(d - varying);
    expect(symmetricEigen(matrix, { count: 20 }).values[0]).toBeCloseTo(values[0] as number, 9);
  });

  it("makes the entry of largest size positive", () => {
    const { vectors } = symmetricEigen(randomSymmetric(12, 3));
    for (let i = 0; i < 12; i++) {
      const row = [...vectors.data.subarray(i * 12, (i + 1) * 12)];
      expect(Math.max(...row)).toBe(Math.max(...row.map(Math.abs)));
    }
  });

  it("keeps trace and Frobenius norm for any symmetric matrix", () => {
    fc.assert(
      fc.property(
        fc
          .integer({ min: 1, max: 9 })
          .chain((n) =>
            fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: n * n, maxLength: n * n }),
          ),
        (entries) => {
          const n = Math.sqrt(entries.length);
          const data = Float64Array.from(entries, (_, i) =>
            i % n <= i / n ? (entries[i] as number) : (entries[(i % n) * n + Math.floor(i / n)] as number),
          );
          for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) data[j * n + i] = data[i * n + j] as number;
          const values = symmetricEigenvalues({ data, shape: [n, n] });
          const trace = data.reduce((sum, value, i) => sum + (i % (n + 1) === 0 ? value : 0), 0);
          const squares = data.reduce((sum, value) => sum + value * value, 0);
          expect(Math.abs(values.reduce((sum, value) => sum + value, 0) - trace)).toBeLessThan(
            1e-9 * (1 + Math.sqrt(squares)),
          );
          expect(Math.abs(values.reduce((sum, value) => sum + value ** 2, 0) - squares)).toBeLessThan(
            1e-9 * (1 + squares),
          );
        },
      ),
      { seed: 1, numRuns: 200 },
    );
  });

  it("refuses what has no such decomposition", () => {
    const make = (entries: number[], shape: number[]): Matrix => ({
      data: Float64Array.from(entries),
      shape,
    });
    expect(() => symmetricEigen(make([1, 2, 3, 4, 5, 6], [2, 3]))).toThrow(/square matrix/);
    expect(() => symmetricEigen(make([], [0, 0]))).toThrow(/square matrix/);
    expect(() => symmetricEigen(make([1, 2, 3, 4], [2, 2]))).toThrow(/symmetric/);
    expect(() => symmetricEigen(make([1, Number.NaN, Number.NaN, 4], [2, 2]))).toThrow(/row 0, column 1/);
    expect(() => symmetricEigen(make([1, 0, 0, 1], [2, 2]), { count: 3 })).toThrow(/within 1…2/);
  });
});
