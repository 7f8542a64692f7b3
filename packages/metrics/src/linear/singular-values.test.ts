import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Matrix } from "./features.ts";
import { multiply, multiplyTransposed, transpose } from "./multiply.ts";
import { orthogonalTriangular } from "./orthogonal-triangular.ts";
import { pseudoInverse, singularValues } from "./singular-values.ts";

const normal = (seed: number, n: number, d: number): Matrix => ({
  data: Float64Array.from(Random.fromSeed(seed).normal(n * d)),
  shape: [n, d],
});
const lowRank: Matrix = { data: Float64Array.from([1, 2, 3, 2, 4, 6, 1, 0, 1, 0, 2, 2]), shape: [4, 3] };
const zero: Matrix = { data: new Float64Array(6), shape: [2, 3] };

function expectSame(a: Matrix, b: Matrix): void {
  expect(a.shape).toEqual(b.shape);
  a.data.forEach((value, i) => {
    expect(value).toBeCloseTo(b.data[i] as number, 10);
  });
}

function identity(n: number): Matrix {
  return { data: Float64Array.from({ length: n * n }, (_, i) => Number(i % (n + 1) === 0)), shape: [n, n] };
}

describe.each([
  ["tall", normal(1, 9, 4)],
  ["wide", normal(2, 4, 9)],
  ["square", normal(3, 5, 5)],
  ["of low rank", lowRank],
  ["zero", zero],
  ["one value", normal(4, 1, 1)],
] as const)("a matrix that is %s", (name, matrix) => {
  it("is put together again by its singular values", () => {
    const { values, left, right, rank } = singularValues(matrix);
    const scaled = transpose({
      data: left.data.map(
        (value, i) => value * (values[Math.floor(i / (left.shape[1] as number))] as number),
      ),
      shape: left.shape,
    });
    expectSame(multiply(scaled, right), matrix);
    expect(
      [...values].every((value, i) => value >= 0 && (i === 0 || value <= (values[i - 1] as number))),
    ).toBe(true);
    expect(rank).toBe(name === "zero" ? 0 : name === "of low rank" ? 2 : values.length);
    expectSame(multiplyTransposed(right, right), identity(values.length));
  });

  it("is put together again by Q and R", () => {
    const { orthogonal, triangular } = orthogonalTriangular(matrix);
    expectSame(multiply(orthogonal, triangular), matrix);
    expectSame(multiply(transpose(orthogonal), orthogonal), identity(orthogonal.shape[1] as number));
  });

  it("and its pseudo-inverse meet Penrose's conditions", () => {
    const inverse = pseudoInverse(matrix);
    const through = multiply(matrix, inverse);
    const back = multiply(inverse, matrix);
    expectSame(multiply(through, matrix), matrix);
    expectSame(multiply(back, inverse), inverse);
    expectSame(through, transpose(through));
    expectSame(back, transpose(back));
  });
});

describe("decompositions", () => {
  it("have closed forms", () => {
    const matrix = { data: Float64Array.from([0, -3, 2, 0]), shape: [2, 2] };
    expect([...singularValues(matrix).values]).toEqual([expect.closeTo(3, 12), expect.closeTo(2, 12)]);
    expect([...orthogonalTriangular(matrix).triangular.data]).toEqual(
      [2, 0, 0, 3].map((v) => expect.closeTo(v, 12)),
    );
  });

  it("refuse what is not finite and cutoffs out of range", () => {
    const bad = { data: Float64Array.from([1, Number.NaN]), shape: [1, 2] };
    expect(() => singularValues(bad)).toThrow(/finite/);
    expect(() => orthogonalTriangular(bad)).toThrow(/finite/);
    expect(() => pseudoInverse(lowRank, { cutoff: 1 })).toThrow(/cutoff/);
    expect([...pseudoInverse(lowRank, { cutoff: 0.9 }).data].every(Number.isFinite)).toBe(true);
  });
});
