import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { multiply } from "./multiply.ts";
import { orthogonalTriangular } from "./orthogonal-triangular.ts";
import {
  canonicalCorrelations,
  linearAlignment,
  orthogonalAlignment,
  representationalSimilarity,
} from "./representation-similarity.ts";

const normal = (seed: number, n: number, d: number) => ({
  data: Float64Array.from(Random.fromSeed(seed).normal(n * d)),
  shape: [n, d],
});
const first = normal(1, 50, 4);
const other = normal(2, 50, 4);
const rotation = orthogonalTriangular(normal(3, 4, 4)).orthogonal;
const rotated = multiply(first, rotation);
const moved = { data: rotated.data.map((value) => 3 * value + 7), shape: rotated.shape };

describe("linearAlignment", () => {
  it("is 1 for a rotation with scale and offset, and symmetric", () => {
    expect(linearAlignment({ first, second: moved })).toBeCloseTo(1, 12);
    const value = linearAlignment({ first, second: other });
    expect(value).toBeLessThan(0.3);
    expect(linearAlignment({ first: other, second: first })).toBeCloseTo(value, 12);
  });

  it("is the squared correlation of two single columns", () => {
    const x = { data: Float64Array.from([1, 2, 3, 4]), shape: [4, 1] };
    const y = { data: Float64Array.from([1, 3, 2, 4]), shape: [4, 1] };
    expect(linearAlignment({ first: x, second: y })).toBeCloseTo(0.64, 12);
    expect(canonicalCorrelations({ first: x, second: y })[0]).toBeCloseTo(0.8, 12);
  });
});

describe("canonicalCorrelations", () => {
  it("are 1 for any invertible map and count dependent columns once", () => {
    const mixed = multiply(first, normal(4, 4, 4));
    expect([...canonicalCorrelations({ first, second: mixed })]).toEqual(
      Array(4).fill(expect.closeTo(1, 10)),
    );
    const doubled = multiply(first, { data: Float64Array.from([1, 1, 0, 0, 0, 0, 0, 0]), shape: [4, 2] });
    expect(canonicalCorrelations({ first: doubled, second: other })).toHaveLength(1);
    expect(canonicalCorrelations({ first, second: other })[0]).toBeLessThan(0.7);
  });
});

describe("representationalSimilarity", () => {
  it("is 1 for rows that keep their correlations and small for unrelated ones", () => {
    const scaled = { data: first.data.map((value) => 2 * value + 1), shape: first.shape };
    expect(representationalSimilarity({ first, second: scaled })).toBeCloseTo(1, 9);
    expect(Math.abs(representationalSimilarity({ first, second: other }))).toBeLessThan(0.15);
  });

  it("refuses rows of one value", () => {
    const column = { data: Float64Array.from([1, 2, 3]), shape: [3, 1] };
    expect(() => representationalSimilarity({ first: column, second: column })).toThrow(/(vary|2 pairs)/);
  });
});

describe("orthogonalAlignment", () => {
  it("finds a planted rotation", () => {
    const found = orthogonalAlignment({ first, second: rotated });
    found.rotation.data.forEach((value, i) => {
      expect(value).toBeCloseTo(rotation.data[i] as number, 10);
    });
    expect(found.residual).toBeCloseTo(0, 8);
    expect(orthogonalAlignment({ first, second: other }).residual).toBeGreaterThan(50);
  });
});

describe("all of them", () => {
  const all = [linearAlignment, canonicalCorrelations, representationalSimilarity, orthogonalAlignment];
  it.each(all.map((similarity) => [similarity.name, similarity] as const))(
    "%s refuses bad pairs",
    (_, similarity) => {
      const flat = { data: new Float64Array(200).fill(0.1), shape: [50, 4] };
      expect(() => similarity({ first, second: normal(1, 49, 4) })).toThrow(/same samples/);
      expect(() => similarity({ first, second: flat })).toThrow(/rows that vary.*second/);
    },
  );
});
