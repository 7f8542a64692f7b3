import { expect, it } from "vitest";
import { lenses, lensRegistry } from "./lenses.ts";

it("gives each lens a budget, and the first four a minute together", () => {
  expect(lensRegistry.map(({ lens }) => lens)).toEqual(lenses);
  const budgets = lensRegistry.map(({ budget }) => budget);
  expect(budgets.every((budget) => budget > 0)).toBe(true);
  expect(budgets.slice(0, 4).reduce((sum, budget) => sum + budget, 0)).toBeLessThanOrEqual(60);
});
