import { RunUnsupportedError } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { changedRows, inputOf, names, plant, rowsOf, side } from "../testdata/fault-trials.ts";

describe("copies of training images", () => {
  const input = inputOf(1);
  const pictures = rowsOf(input.training);
  const planted = (id: string, strength = 0.1, given = input) => {
    const after = plant(id, strength, given);
    const rows = rowsOf(after);
    return changedRows(given.images, after).map((row) => ({
      now: rows[row] as Float32Array,
      was: rowsOf(given.images)[row] as Float32Array,
    }));
  };
  const at = (row: number, column: number) => row * side + column;

  it("are exact and of different images as long as there are any", () => {
    const known = new Set(names(input.training));
    const copies = planted("exact-copies", 0.75).map(({ now }) => now.join());
    expect(copies).toHaveLength(150);
    expect(new Set(copies)).toEqual(known);
    const again = planted("exact-copies", 1).map(({ now }) => now.join());
    const counts = [...known].map((name) => again.filter((copy) => copy === name).length);
    expect(new Set(counts)).toEqual(new Set([1, 2]));
  });

  it("are shifted by one pixel in one of four directions, with the edge repeated", () => {
    const ways = new Set<string>();
    for (const { now } of planted("shifted-copies")) {
      const found = [
        [-1, 0],
        [1, 0],
        [0, -1],
        [0, 1],
      ].filter(([down = 0, right = 0]) =>
        pictures.some((picture) =>
          now.every((value, i) => {
            const row = Math.min(side - 1, Math.max(0, Math.floor(i / side) - down));
            const column = Math.min(side - 1, Math.max(0, (i % side) - right));
            return value === picture[at(row, column)];
          }),
        ),
      );
      expect(found).toHaveLength(1);
      ways.add(String(found[0]));
    }
    expect(ways.size).toBe(4);
  });

  it("carry noise of .1 and are clipped", () => {
    const middle = {
      ...input,
      training: { data: new Float32Array(2 * 64).fill(0.5), shape: [2, side, side, 1] },
    };
    const values = planted("noised-copies", 1, middle).flatMap(({ now }) => [...now]);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.005);
    expect(Math.abs(Math.sqrt(variance) - 0.1)).toBeLessThan(0.003);
    const black = { ...input, training: { data: new Float32Array(64), shape: [1, side, side, 1] } };
    const dark = planted("noised-copies", 1, black).flatMap(({ now }) => [...now]);
    expect(Math.abs(dark.filter((value) => value === 0).length / dark.length - 0.5)).toBeLessThan(0.02);
  });

  it("keep one half of the image that they replace, each half in turn", () => {
    const seen = new Set<string>();
    for (const { now, was } of planted("part-copies")) {
      const same = Array.from(now, (value, i) => value === was[i]);
      const halves = {
        top: same.slice(0, 32).every(Boolean),
        bottom: same.slice(32).every(Boolean),
        left: same.every((kept, i) => kept || i % side >= 4),
        right: same.every((kept, i) => kept || i % side < 4),
      };
      expect(same.filter(Boolean)).toHaveLength(32);
      const kept = Object.entries(halves).filter(([, whole]) => whole);
      expect(kept).toHaveLength(1);
      seen.add(kept[0]?.[0] as string);
      const others = same.flatMap((one, i) => (one ? [] : [i]));
      expect(pictures.filter((picture) => others.every((i) => picture[i] === now[i]))).toHaveLength(1);
    }
    expect(seen.size).toBe(4);
  });

  it("lie between two images", () => {
    const two = {
      ...input,
      training: { data: input.training.data.subarray(0, 128), shape: [2, side, side, 1] },
    };
    const [first, second] = pictures as [Float32Array, Float32Array];
    const weights = planted("interpolations", 0.5, two).map(({ now }) => {
      const shares = Array.from(
        now,
        (value, i) => (value - (second[i] as number)) / ((first[i] as number) - (second[i] as number)),
      );
      const sorted = shares.toSorted((a, b) => a - b);
      const weight = sorted[32] as number;
      expect(
        Math.max(
          ...now.map((v, i) =>
            Math.abs(v - weight * (first[i] as number) - (1 - weight) * (second[i] as number)),
          ),
        ),
      ).toBeLessThan(1e-6);
      return weight;
    });
    expect(weights).toHaveLength(100);
    expect(Math.min(...weights)).toBeGreaterThanOrEqual(0.2499);
    expect(Math.min(...weights)).toBeLessThan(0.3);
    expect(Math.max(...weights)).toBeLessThanOrEqual(0.7501);
    expect(() =>
      plant("interpolations", 0.5, { ...input, training: { data: first, shape: [1, side, side, 1] } }),
    ).toThrow(RunUnsupportedError);
  });
});
