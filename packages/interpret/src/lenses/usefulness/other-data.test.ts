import { Random, type Subject } from "@ganlens/core";
import { describe, expect, it } from "vitest";
import { otherData } from "./other-data.ts";

const random = Random.fromSeed(3);
const of = (imageShape: readonly [number, number, number], name = "mnist-5k") =>
  otherData(
    { imageShape, real: { dataset: { name } } as NonNullable<Subject["real"]> },
    { count: 5, random },
  );

describe("images of other data", () => {
  it("have the subject's size and channels, and values from 0 to 1 that vary", () => {
    for (const shape of [
      [28, 28, 1],
      [28, 28, 3],
      [8, 8, 1],
      [6, 9, 3],
      [96, 80, 1],
    ] as const) {
      const found = of(shape);
      expect(found.map(({ id }) => id)).toEqual(["sprites", "digits-strokes", "shapes"]);
      for (const { images } of found) {
        expect(images.shape).toEqual([5, ...shape]);
        expect(Math.min(...images.data)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...images.data)).toBeLessThanOrEqual(1);
        const size = shape[0] * shape[1] * shape[2];
        const [first, second] = [images.data.subarray(0, size), images.data.subarray(size, 2 * size)];
        expect(new Set(first).size).toBeGreaterThan(2);
        expect(first.some((value, at) => value !== second[at])).toBe(true);
      }
    }
  });

  it("are never the subject's own, in any size, colour or gap", () => {
    for (const name of ["sprites", "sprites-32", "sprites-colour", "sprites-gap"]) {
      expect(of([28, 28, 1], name).map(({ id }) => id)).toEqual(["digits-strokes", "shapes"]);
    }
    expect(of([28, 28, 3], "shapes-64").map(({ id }) => id)).toEqual(["sprites", "digits-strokes"]);
    expect(of([28, 28, 1], "digits-strokes").map(({ id }) => id)).toEqual(["sprites", "shapes"]);
  });

  it("do not exist in other channels, and come out again from the same numbers", () => {
    expect(of([28, 28, 2])).toEqual([]);
    expect(of([28, 28, 1])).toEqual(of([28, 28, 1]));
  });
});
