import { expect, it } from "vitest";
import { nearestSpot } from "./nearest-point.ts";

const spots = [
  { left: 0, top: 0 },
  { left: 10, top: 50 },
  { left: 20, top: 0 },
];

it("finds the nearest spot within reach, by both distances or by one", () => {
  const place = { left: 11, top: 2 };
  expect(nearestSpot(spots, place, { reach: 24, along: "both" })).toBe(2);
  expect(nearestSpot(spots, place, { reach: 24, along: "x" })).toBe(1);
  expect(nearestSpot(spots, place, { reach: 5, along: "both" })).toBe(-1);
  expect(nearestSpot([], place, { reach: 24, along: "x" })).toBe(-1);
});

it("passes over spots that are not looked for", () => {
  const place = { left: 11, top: 2 };
  const only = (index: number): boolean => index !== 2;
  expect(nearestSpot(spots, place, { reach: 24, along: "both", only })).toBe(0);
  expect(nearestSpot(spots, place, { reach: 24, along: "both", only: () => false })).toBe(-1);
});
