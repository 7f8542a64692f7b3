import { expect, it } from "vitest";
import { type BudgetRow, budgetHeader, budgetLine, together } from "./budget-table.ts";

it("sets what lenses took beside their budgets, one by one and together", () => {
  const rows: readonly BudgetRow[] = [
    { name: "near", seconds: 4, budget: 8, processorSeconds: 4.5, peakMegabytes: 80.4, answer: "2 verdicts" },
    { name: "far", seconds: 9.04, budget: 8, processorSeconds: 8, peakMegabytes: 120, answer: "1 verdict" },
  ];
  const lines = [...budgetHeader, ...rows.map(budgetLine), budgetLine(together("both", rows))];
  expect(lines.join("\n")).toMatchInlineSnapshot(`
    "| lens | used | budget | used / budget | processor time | memory over the start | what it gave |
    |---|---|---|---|---|---|---|
    | near | 4.0 s | 8 s | 0.50: met | 4.5 s | 80 MB | 2 verdicts |
    | far | 9.0 s | 8 s | 1.13: missed | 8.0 s | 120 MB | 1 verdict |
    | both | 13.0 s | 16 s | 0.81: met | 12.5 s | 120 MB |  |"
  `);
});
