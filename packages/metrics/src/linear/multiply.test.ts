import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { covariance } from "./covariance.ts";
import { multiply, multiplyTransposed } from "./multiply.ts";

describe("multiply", () => {
  it.each([
    [1, 1, 1],
    [3, 5, 2],
    [4, 4, 4],
    [7, 300, 9],
    [70, 257, 66],
  ])("agrees with the plain sum for [%i, %i]·[.., %i]", (m, k, n) => {
    const random = Random.fromSeed(m);
    const a = { data: Float64Array.from(random.normal(m * k)), shape: [m, k] };
    const b = { data: Float64Array.from(random.normal(k * n)), shape: [k, n] };
    const got = multiply(a, b);
    expect(got.shape).toEqual([m, n]);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let x = 0; x < k; x++) sum += (a.data[i * k + x] as number) * (b.data[x * n + j] as number);
        expect(Math.abs((got.data[i * n + j] as number) - sum)).toBeLessThan(1e-11);
      }
    }
  });

  it("refuses sides that do not fit", () => {
    const a = { data: new Float64Array(6), shape: [2, 3] };
    expect(() => multiply(a, a)).toThrow(/as many columns/);
    expect(() => multiplyTransposed(a, { data: new Float64Array(4), shape: [2, 2] })).toThrow(
      /as many columns/,
    );
  });
});

describe("covariance", () => {
  it("is the textbook's sum for every size, also across chunks and blocks", () => {
    for (const [n, d] of [
      [2, 1],
      [5, 3],
      [1100, 6],
      [40, 70],
    ] as const) {
      const data = Random.fromSeed(n).normal(n * d);
      const { data: got } = covariance({ data, shape: [n, d] });
      for (let i = 0; i < d; i++) {
        for (let j = 0; j < d; j++) {
          const column = (c: number): number[] =>
            Array.from({ length: n }, (_, r) => data[r * d + c] as number);
          const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / n;
          const [a, b] = [column(i), column(j)];
          const [ma, mb] = [mean(a), mean(b)];
          const want = a.reduce((sum, value, r) => sum + (value - ma) * ((b[r] as number) - mb), 0) / (n - 1);
          expect(Math.abs((got[i * d + j] as number) - want)).toBeLessThan(1e-12);
        }
      }
    }
  });

  it("loses no digits to a large common offset", () => {
    const small = Float64Array.from([0, 1, 2, 3, 1, 4]);
    const near = covariance({ data: small, shape: [3, 2] });
    const far = covariance({ data: small.map((value) => value + 2 ** 30), shape: [3, 2] });
    far.data.forEach((value, i) => {
      expect(value).toBeCloseTo(near.data[i] as number, 12);
    });
  });

  it("refuses empty, single, ragged and non-finite input, saying where", () => {
    const make = (values: number[], shape: number[]) => ({ data: Float32Array.from(values), shape });
    expect(() => covariance(make([], [0, 3]))).toThrow(/covariance: features: expected at least 2 rows/);
    expect(() => covariance(make([1, 2], [1, 2]))).toThrow(/at least 2 rows/);
    expect(() => covariance(make([1, 2], [2]))).toThrow(/\[n, d\]/);
    expect(() => covariance(make([1, 2, 3], [2, 2]))).toThrow(/expected 4 values/);
    expect(() => covariance(make([1, 2, 3, Number.POSITIVE_INFINITY], [2, 2]))).toThrow(/row 1, column 1/);
  });
});
