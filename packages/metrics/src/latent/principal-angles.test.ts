import { Random } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { canonicalDetermination } from "./canonical-determination.ts";
import { principalAngles } from "./principal-angles.ts";

const make = (values: readonly number[], shape: readonly number[]) => ({
  data: Float64Array.from(values),
  shape,
});

describe("principalAngles", () => {
  it("measures a planted angle, whatever the basis", () => {
    const angle = 0.3;
    const plane = make([2, 0, 0, 0, 1, 3, 0, 0], [2, 4]);
    const tilted = make([1, 0, 0, 0, 0, Math.cos(angle), Math.sin(angle), 0], [2, 4]);
    const { cosines, meanSquaredCosine, chance } = principalAngles(plane, tilted);
    expect(cosines[0]).toBeCloseTo(1, 12);
    expect(cosines[1]).toBeCloseTo(Math.cos(angle), 12);
    expect(meanSquaredCosine).toBeCloseTo((1 + Math.cos(angle) ** 2) / 2, 12);
    expect(chance).toBe(0.5);
  });

  it("is 1 for a subspace of the other, 0 for its complement, and symmetric", () => {
    const line = make([1, 1, 0], [1, 3]);
    const plane = make([1, 0, 0, 0, 1, 0], [2, 3]);
    expect(principalAngles(line, plane).meanSquaredCosine).toBeCloseTo(1, 12);
    expect(principalAngles(make([0, 0, 1], [1, 3]), plane).meanSquaredCosine).toBeCloseTo(0, 12);
    expect([...principalAngles(plane, line).cosines]).toEqual([...principalAngles(line, plane).cosines]);
  });

  it("averages to chance over random subspaces", () => {
    const random = Random.fromSeed(1);
    let sum = 0;
    let chance = 0;
    for (let r = 0; r < 200; r++) {
      const result = principalAngles(
        { data: random.normal(3 * 10), shape: [3, 10] },
        { data: random.normal(4 * 10), shape: [4, 10] },
      );
      sum += result.meanSquaredCosine / 200;
      chance = result.chance;
    }
    expect(chance).toBe(0.4);
    expect(Math.abs(sum - chance)).toBeLessThan(0.03);
  });

  it("refuses vectors that depend on each other and other dimensions", () => {
    const line = make([1, 1, 0], [1, 3]);
    expect(() => principalAngles(make([1, 1, 0, 2, 2, 0], [2, 3]), line)).toThrow(/first: .*row 1/);
    expect(() => principalAngles(make([0, 0, 0], [1, 3]), line)).toThrow(/row 0/);
    expect(() => principalAngles(line, make([1, 1], [1, 2]))).toThrow(/one length/);
  });
});

describe("canonicalDetermination", () => {
  // Two of six latents can be read, one of them with noise, along rotated axes that no coordinate shows.
  const draw = (seed: number, n: number, shuffled: boolean) => {
    const random = Random.fromSeed(seed);
    const z = random.normal(n * 6);
    const noise = random.normal(n);
    const order = random.permutation(n);
    const codes = new Float32Array(n * 3);
    for (let i = 0; i < n; i++) {
      const from = (shuffled ? (order[i] as number) : i) * 6;
      const at = (j: number): number => z[from + j] as number;
      codes[i * 3] = (at(0) + at(1) + at(2) + at(3)) / 2;
      codes[i * 3 + 1] = (at(0) - at(1) + at(2) - at(3)) / 2 + 0.5 * (noise[i] as number);
      codes[i * 3 + 2] = noise[i] as number;
    }
    return { codes: { data: codes, shape: [n, 3] }, latents: { data: z, shape: [n, 6] } };
  };

  it("finds what can be read, and nothing in shuffled pairs", () => {
    const random = Random.fromSeed(9);
    const found = canonicalDetermination({
      fit: draw(1, 600, false),
      test: draw(2, 400, false),
      penalty: 1e-3,
      random,
      resamples: 100,
    });
    const values = found.columns.map(({ value }) => value as number);
    expect(values[0]).toBeGreaterThan(0.97);
    expect(values[1]).toBeGreaterThan(0.97);
    expect(values[2]).toBeLessThan(0.05);
    const span = principalAngles(
      { data: found.directions.data.slice(0, 12), shape: [2, 6] },
      make([1, 1, 1, 1, 0, 0, 1, -1, 1, -1, 0, 0], [2, 6]),
    );
    expect(span.meanSquaredCosine).toBeGreaterThan(0.98);
    const control = canonicalDetermination({
      fit: draw(1, 600, true),
      test: draw(2, 400, true),
      penalty: 1e-3,
      random,
      resamples: 100,
    });
    for (const { value } of control.columns) expect(value).toBeLessThan(0.02);
  });

  it("refuses codes that do not vary", () => {
    const { latents } = draw(1, 50, false);
    const constant = { codes: { data: new Float32Array(100), shape: [50, 2] }, latents };
    expect(() =>
      canonicalDetermination({ fit: constant, test: constant, penalty: 1, random: Random.fromSeed(1) }),
    ).toThrow(/codes that vary/);
  });
});
