import { expect, it } from "vitest";
import { nearestStep, stepAt } from "./step-at.ts";

it.each([
  [null, 500],
  [500, 500],
  [499, 16],
  [3, 16],
  [9e9, 500],
])("shows of 16 and 500, for %j, step %i", (wanted, shown) => {
  expect(stepAt([16, 500], wanted)).toBe(shown);
});

it("shows none where there is none", () => {
  expect(stepAt([], 3)).toBeNull();
});

it("finds the step that is nearest on either side", () => {
  expect([0, 14, 258, 260, 9e9].map((wanted) => nearestStep([16, 500], wanted))).toEqual([
    16, 16, 16, 500, 500,
  ]);
  expect(nearestStep([], 3)).toBeNull();
});
