import { Random } from "@ganlens/core";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Features } from "../linear/features.ts";
import { type MatMul, plainMatMul } from "../linear/mat-mul.ts";
import { nearestNeighbours } from "./nearest-neighbours.ts";

const make = (data: ArrayLike<number>, d: number): Features => ({
  data: Float64Array.from(data),
  shape: [data.length / d, d],
});

/** All distances by their definition, sorted by distance and row. */
function plainly(queries: Features, points: Features, k: number, self: boolean) {
  const d = queries.shape[1] as number;
  return Array.from({ length: queries.shape[0] as number }, (_, i) =>
    Array.from({ length: points.shape[0] as number }, (_, j) => {
      let sum = 0;
      for (let c = 0; c < d; c++) {
        sum += ((queries.data[i * d + c] as number) - (points.data[j * d + c] as number)) ** 2;
      }
      return { j, distance: Math.sqrt(sum) };
    })
      .filter(({ j }) => !self || j !== i)
      .sort((a, b) => a.distance - b.distance || a.j - b.j)
      .slice(0, k),
  ).flat();
}

describe("nearestNeighbours", () => {
  it("agrees with all distances sorted, also among ties of a lattice", () => {
    const value = fc.integer({ min: -2, max: 2 });
    const rows = fc.array(fc.tuple(value, value), { minLength: 4, maxLength: 40 });
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 1, max: 3 }), (a, b, k) => {
        const queries = make(a.flat(), 2);
        const points = make(b.flat(), 2);
        const among = nearestNeighbours({ queries, points, k });
        const wanted = plainly(queries, points, k, false);
        expect([...among.indices.data]).toEqual(wanted.map(({ j }) => j));
        expect([...among.distances.data]).toEqual(wanted.map(({ distance }) => distance));
        const within = nearestNeighbours({ queries, k });
        expect([...within.indices.data]).toEqual(plainly(queries, queries, k, true).map(({ j }) => j));
      }),
      { numRuns: 60 },
    );
  });

  it("agrees across block edges and with a common offset of 10⁶", () => {
    const random = Random.fromSeed(1);
    const queries = make(random.normal(300 * 3, { mean: 1e6 }), 3);
    const points = make(random.normal(700 * 3, { mean: 1e6 }), 3);
    const wanted = plainly(queries, points, 4, false);
    expect([...nearestNeighbours({ queries, points, k: 4 }).indices.data]).toEqual(wanted.map(({ j }) => j));
    const own = plainly(points, points, 4, true);
    expect([...nearestNeighbours({ queries: points, k: 4 }).indices.data]).toEqual(own.map(({ j }) => j));
  });

  it("stays exact with a product in float32 that says so", () => {
    const random = Random.fromSeed(2);
    const queries = make(random.normal(200 * 8), 8);
    let calls = 0;
    const rounded: MatMul = Object.assign(
      (product: Parameters<MatMul>[0]) => {
        calls++;
        plainMatMul(product);
        for (let i = 0; i < product.rows * product.columns; i++) {
          product.out[i] = Math.fround(product.out[i] as number);
        }
      },
      { unitRoundoff: 2 ** -24 },
    );
    const plain = nearestNeighbours({ queries, k: 5 });
    expect(nearestNeighbours({ queries, k: 5, matMul: rounded })).toEqual(plain);
    expect(calls).toBeGreaterThan(0);
  });

  it("refuses k out of range, other widths, empty sets and NaN", () => {
    const queries = make([1, 2, 3, 4, 5, 6], 2);
    expect(() => nearestNeighbours({ queries, k: 3 })).toThrow(/1…2, received 3/);
    expect(() => nearestNeighbours({ queries, k: 0 })).toThrow(/received 0/);
    expect(() => nearestNeighbours({ queries, points: queries, k: 4 })).toThrow(/1…3/);
    expect(() => nearestNeighbours({ queries, points: make([1, 2, 3], 3), k: 1 })).toThrow(/2 and 3/);
    expect(() => nearestNeighbours({ queries: make([], 2), k: 1 })).toThrow(/at least 1 rows/);
    expect(() => nearestNeighbours({ queries: make([1, Number.NaN], 1), k: 1 })).toThrow(/NaN at 1/);
  });
});
