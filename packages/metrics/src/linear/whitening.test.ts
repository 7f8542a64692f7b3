import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { columnMeans, covariance } from "./covariance.ts";
import { whiten, whitening } from "./whitening.ts";

const [n, d] = [60, 3];
const data = { data: Float64Array.from(Random.fromSeed(2).normal(n * d, { mean: 4 })), shape: [n, d] };
for (let i = 0; i < n; i++) data.data[i * d]! += 3 * (data.data[i * d + 1] as number);

describe("whitening", () => {
  it.each(["symmetric", "principal"] as const)("by the %s map gives mean 0 and covariance I", (method) => {
    const white = whiten(whitening({ data, method }), data);
    columnMeans(white).forEach((mean) => {
      expect(mean).toBeCloseTo(0, 10);
    });
    covariance(white).data.forEach((value, i) => {
      expect(value).toBeCloseTo(Number(i % (d + 1) === 0), 10);
    });
  });

  it("is symmetric, or in order of variance", () => {
    const { matrix } = whitening({ data });
    expect(matrix.data[1]).toBeCloseTo(matrix.data[3] as number, 12);
    const scales = Array.from({ length: d }, (_, j) =>
      Math.hypot(
        ...Array.from(
          { length: d },
          (_row, i) => whitening({ data, method: "principal" }).matrix.data[i * d + j] as number,
        ),
      ),
    );
    expect(scales).toEqual([...scales].sort((a, b) => a - b));
  });

  it("refuses a singular covariance and other columns", () => {
    const few = { data: data.data.slice(0, 2 * d), shape: [2, d] };
    expect(() => whitening({ data: few })).toThrow(/positive definite/);
    expect(() => whitening({ data: few, method: "principal" })).toThrow(/positive definite/);
    expect(() => whiten(whitening({ data }), { data: new Float64Array(4), shape: [2, 2] })).toThrow(
      /3 columns/,
    );
  });
});
