import { ConfigInvalidError, RunUnsupportedError } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { changedRows, count, images, inputOf, names, plant, rowsOf, side } from "../testdata/fault-trials.ts";

describe("what is missing or repeated", () => {
  it.each([
    [0.25, 13],
    [0.5, 25],
    [1, 50],
  ])("takes away that share of one class and nothing else: %f", (strength, missing) => {
    const input = inputOf(1);
    const left = new Set(names(plant("class-missing", strength, input)));
    const gone = names(input.images).flatMap((name, i) => (left.has(name) ? [] : [i % 4]));
    expect(gone).toHaveLength(missing);
    expect(new Set(gone).size).toBe(1);
    expect(left.size).toBe(count - missing);
  });

  it.each([2, 3])("draws one class %i times as often by taking others away", (times) => {
    const input = inputOf(1);
    const kept = rowsOf(plant("class-overdrawn", times, input));
    const rows = kept.map((row) => names(input.images).indexOf(row.join()));
    const shares = [0, 1, 2, 3].map((c) => rows.filter((row) => row % 4 === c).length / rows.length);
    expect(Math.max(...shares)).toBeCloseTo(times / 4, 1);
    expect(rows).toEqual([...rows].sort((a, b) => a - b));
    const { labels: _, ...unlabelled } = input;
    expect(() => plant("class-overdrawn", times, unlabelled)).toThrow(/received no labels/);
    expect(() => plant("class-overdrawn", 5, input)).toThrow(/5 times as often/);
  });

  it("takes away one image and those that are most like it", () => {
    // Two clusters far apart: whichever image is drawn, all that goes is of its own cluster.
    const dark = images(200, 1, 10);
    const x = {
      data: dark.data.map((value, i) => value / 4 + (Math.floor(i / (side * side)) % 2 === 0 ? 0 : 0.7)),
      shape: dark.shape,
    };
    const kept = names(plant("kind-missing", 0.2, { ...inputOf(1), images: x }));
    const gone = names(x).flatMap((name, row) => (kept.includes(name) ? [] : [row % 2]));
    expect(gone).toHaveLength(40);
    expect(new Set(gone).size).toBe(1);
    expect(() => plant("kind-missing", 1)).toThrow(/images that stay/);
  });

  it("draws the class, and needs two of them", () => {
    const classOf = (seed: number) => {
      const left = new Set(names(plant("class-missing", 1, inputOf(1, seed))));
      return names(inputOf(1).images).findIndex((name) => !left.has(name));
    };
    expect(new Set(Array.from({ length: 30 }, (_, seed) => classOf(seed)))).toEqual(new Set([0, 1, 2, 3]));
    const { labels, ...unlabelled } = inputOf(1);
    expect(() => plant("class-missing", 1, unlabelled)).toThrow(/received no labels/);
    expect(() => plant("class-missing", 1, { ...unlabelled, labels: new Int32Array(count) })).toThrow(
      /at least 2 classes/,
    );
    expect(labels).toHaveLength(count);
  });

  it.each([1, 60])("leaves %i different images of the set", (k) => {
    const { images: before } = inputOf(1);
    const after = names(plant("few-images", k));
    const known = names(before);
    expect(after).toHaveLength(count);
    expect(new Set(after).size).toBe(k);
    expect(after.every((name) => known.includes(name))).toBe(true);
  });

  it("needs more images than are to be left, and a whole number of them", () => {
    expect(() => plant("few-images", 200)).toThrow(/more than 200 images/);
    expect(() => plant("few-images", 1.5)).toThrow(ConfigInvalidError);
  });

  it.each([
    [0.05, 10],
    [0.2, 40],
    [0.75, 150],
  ])("repeats other images of the set in a share: %f", (strength, repeats) => {
    const input = inputOf(1);
    const after = plant("duplicates", strength, input);
    const known = names(input.images);
    expect(changedRows(input.images, after)).toHaveLength(repeats);
    expect(new Set(names(after)).size).toBe(count - repeats);
    expect(names(after).every((name) => known.includes(name))).toBe(true);
  });

  it("needs an image that stays", () => {
    expect(() => plant("duplicates", 1)).toThrow(RunUnsupportedError);
  });
});
