import { ConfigInvalidError, RunUnsupportedError, ShapeError } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { changedRows, count, images, inputOf, plant, rowsOf, side } from "../testdata/fault-trials.ts";

const replacing = ["exact-copies", "shifted-copies", "noised-copies", "part-copies", "interpolations"];

describe.each(replacing)("%s", (id) => {
  it("replaces that share of the images, and a greater share replaces the same and more", () => {
    const { images: before } = inputOf(1);
    let weaker: number[] = [];
    let values: Float32Array[] = [];
    for (const [strength, expected] of [
      [0.01, 2],
      [0.02, 4],
      [0.05, 10],
      [0.1, 20],
    ] as const) {
      const planted = plant(id, strength);
      const changed = changedRows(before, planted);
      expect(planted.shape[0]).toBe(count);
      expect(changed).toHaveLength(expected);
      expect(changed).toEqual(expect.arrayContaining(weaker));
      const rows = rowsOf(planted);
      expect(weaker.map((row) => rows[row])).toEqual(values);
      weaker = changed;
      values = changed.map((row) => rows[row] as Float32Array);
    }
  });

  it("needs enough images for the share, and training images of their shape", () => {
    const few = { ...inputOf(1), images: images(40, 1, 1), labels: new Int32Array(40) };
    expect(() => plant(id, 0.01, few)).toThrow(
      "Expected at least 50 images to take 1 % of them, received 40.",
    );
    expect(() => plant(id, 0.1, { ...inputOf(1), training: images(9, 3, 1) })).toThrow(ShapeError);
    const none = { data: new Float32Array(), shape: [0, side, side, 1] };
    expect(() => plant(id, 0.1, { ...inputOf(1), training: none })).toThrow(RunUnsupportedError);
    expect(() => plant(id, 1.1)).toThrow(ConfigInvalidError);
  });
});
