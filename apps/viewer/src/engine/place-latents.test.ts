import { expect, it } from "vitest";
import { coordinates, inputDirections, movedPoint } from "./place-latents.ts";

it("moves a point to the wanted coordinates and leaves the others", () => {
  const half = Math.SQRT1_2;
  const turned = { count: 2, size: 3, data: Float32Array.from([half, half, 0, half, -half, 0]) };
  const z = Float32Array.from([1, 2, 3]);
  const moved = movedPoint(z, turned, { "0": -1, "7": 5 });
  const [first, second] = coordinates(moved, turned);
  expect(first).toBeCloseTo(-1, 5);
  expect(second).toBeCloseTo(coordinates(z, turned)[1] as number, 5);
  expect(moved[2]).toBe(3);
  expect(movedPoint(z, inputDirections(3), { "1": 9 })).toEqual(Float32Array.from([1, 9, 3]));
});
