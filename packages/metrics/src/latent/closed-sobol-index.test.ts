import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import type { Features } from "../linear/features.ts";
import { closedSobolIndex, freezeSubspace } from "./closed-sobol-index.ts";

const draw = (seed: number, n: number, d: number): Features => ({
  data: Float64Array.from(Random.fromSeed(seed).normal(n * d)),
  shape: [n, d],
});

/** y₁ = 2·z₁ + z₂, y₂ = z₂·z₃: variances 4 + 1 and 1; z₁ alone decides 4 of 6, z₂ 1, {z₂, z₃} 2, their interaction included. */
const outputs = ({ data, shape }: Features): Features => {
  const n = shape[0] as number;
  const out = new Float64Array(2 * n);
  for (let i = 0; i < n; i++) {
    const [a = 0, b = 0, c = 0] = data.subarray(3 * i, 3 * i + 3);
    out[2 * i] = 2 * a + b;
    out[2 * i + 1] = b * c;
  }
  return { data: out, shape: [n, 2] };
};
const axes = (...list: number[]): Features => ({
  data: Float64Array.from(list.flatMap((axis) => [0, 1, 2].map((j) => (j === axis ? 3 : 0)))),
  shape: [list.length, 3],
});

describe("closedSobolIndex", () => {
  const [z, other] = [draw(1, 4000, 3), draw(2, 4000, 3)];
  it.each([
    [[0], 4 / 6],
    [[1], 1 / 6],
    [[2], 0],
    [[1, 2], 2 / 6],
    [[0, 1, 2], 1],
  ] as const)("of axes %j is %d", (list, wanted) => {
    const frozen = freezeSubspace({ first: z, second: other, directions: axes(...list) });
    const { value, interval } = closedSobolIndex({ outputs: outputs(z), frozen: outputs(frozen) });
    expect(Math.abs((value as number) - wanted)).toBeLessThan(0.06);
    expect(interval?.low).toBeLessThanOrEqual(wanted + 1e-9);
    expect(interval?.high).toBeGreaterThanOrEqual(wanted - 1e-9);
  });

  it("does not depend on the basis of the subspace", () => {
    const plane = { data: Float64Array.of(0, 1, 1, 0, 1, -3), shape: [2, 3] };
    const one = freezeSubspace({ first: z, second: other, directions: plane });
    const two = freezeSubspace({ first: z, second: other, directions: axes(1, 2) });
    expect(Math.max(...one.data.map((value, i) => Math.abs(value - (two.data[i] as number))))).toBeLessThan(
      1e-12,
    );
  });

  it("leaves rows out as by hand", () => {
    const [a, b] = [draw(5, 9, 2), draw(6, 9, 2)];
    const without = ({ data }: Features, row: number): Features => ({
      data: Float64Array.from([...data].filter((_, i) => Math.floor(i / 2) !== row)),
      shape: [8, 2],
    });
    const values = Array.from(
      { length: 9 },
      (_, i) => closedSobolIndex({ outputs: without(a, i), frozen: without(b, i) }).value as number,
    );
    const mean = values.reduce((sum, value) => sum + value, 0) / 9;
    const spread = Math.sqrt((8 / 9) * values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
    const { value, interval } = closedSobolIndex({ outputs: a, frozen: b });
    expect(((interval?.high as number) - (value as number)) / 2.306004).toBeCloseTo(spread, 5);
  });

  it("has no value for constants, and refuses other shapes", () => {
    const constant = { data: new Float64Array(20).fill(0.1), shape: [10, 2] };
    expect(closedSobolIndex({ outputs: constant, frozen: constant })).toMatchObject({ value: null });
    expect(() => closedSobolIndex({ outputs: constant, frozen: draw(1, 9, 2) })).toThrow(/same shape/);
    expect(() => freezeSubspace({ first: z, second: other, directions: axes(0, 0) })).toThrow(/independent/);
  });
});
