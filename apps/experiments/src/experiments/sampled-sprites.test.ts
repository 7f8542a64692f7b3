import { Random, takeRows } from "@ganlens/core";
import { expect, it } from "vitest";
import { sampledSprites, spriteCombinations } from "./sampled-sprites.ts";

const sampled = sampledSprites(800, Random.fromSeed(1));

it("knows the shape and the factors of each sprite", () => {
  expect(sampled.x.shape).toEqual([800, 28, 28, 1]);
  expect(sampled.labels).toEqual(sampled.values.map(({ shape }) => shape));
  expect(new Set(sampled.labels)).toEqual(new Set([0, 1, 2, 3]));
  const ink = (row: number) => takeRows(sampled.x, [row]).data.reduce((sum, value) => sum + value, 0);
  const squares = [...sampled.labels.keys()].filter((row) => sampled.labels[row] === 0);
  const bySize = squares.sort((a, b) => (sampled.values[a]?.size ?? 0) - (sampled.values[b]?.size ?? 0));
  expect(ink(bySize.at(-1) as number)).toBeGreaterThan(2 * ink(bySize[0] as number));
});

it.each(Object.keys(spriteCombinations))("has an eighth of %s, all hearts", (id) => {
  const rows = [...sampled.values.keys()].filter((row) =>
    spriteCombinations[id]?.has(sampled.values[row] ?? {}),
  );
  expect(rows.length / 800).toBeGreaterThan(0.085);
  expect(rows.length / 800).toBeLessThan(0.165);
  expect(new Set(rows.map((row) => sampled.labels[row]))).toEqual(new Set([2]));
});
