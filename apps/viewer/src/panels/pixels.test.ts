import { expect, it } from "vitest";
import { difference, imagePixels, meanSquared } from "./pixels.ts";

it("spreads grey over three channels, and clips", () => {
  expect([...imagePixels(Float32Array.from([0, 0.5, 2]), 1)]).toEqual([
    0, 0, 0, 255, 128, 128, 128, 255, 255, 255, 255, 255,
  ]);
  expect([...imagePixels(Float32Array.from([1, 0, -1]), 3)]).toEqual([255, 0, 0, 255]);
});

it("compares two images", () => {
  const one = Float32Array.from([1, 0.5]);
  const other = Float32Array.from([0, 0.5]);
  expect([...difference(one, other)]).toEqual([1, 0]);
  expect(meanSquared(one, other)).toBe(0.5);
});
