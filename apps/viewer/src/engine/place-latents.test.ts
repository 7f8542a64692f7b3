import { expect, it } from "vitest";
import { coordinates, drawnPoint, inputDirections, movedPoint } from "./place-latents.ts";

const latent = { size: 5, prior: "normal", label: { classes: 3, distribution: [1, 1, 1] } } as const;

it("draws the same point for a row, whatever rows were drawn before", () => {
  const { z, label } = drawnPoint(latent, { seed: 4, row: 70 });
  expect(drawnPoint(latent, { seed: 4, row: 70 }).z).toEqual(z);
  expect(drawnPoint(latent, { seed: 4, row: 6 }).z).not.toEqual(z);
  expect([z.length, label]).toEqual([5, 1]);
  expect(drawnPoint({ size: 5, prior: "uniform" }, { seed: 4, row: 0 }).label).toBeNull();
});

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
