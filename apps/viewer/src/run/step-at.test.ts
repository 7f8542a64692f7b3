import { expect, it } from "vitest";
import { stepAt } from "./step-at.ts";

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
