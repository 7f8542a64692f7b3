import { expect, it } from "vitest";
import { measuredTable } from "./measured-table.ts";

const condition = { id: "one", title: "one", draws: 3, kind: "measure" } as const;
const cell = (values: readonly number[], percent: boolean) =>
  measuredTable([condition], [{ title: "it", name: "it", digits: 1, percent }], () =>
    values.map((it) => ({ it })),
  )
    .split("\n")
    .at(-1);

it("has no interval of fewer than three seeds, nor of seeds that agree", () => {
  expect(cell([], false)).toBe("| one | 0 |  |");
  expect(cell([1, 2], false)).toBe("| one | 2 | 1.5 |");
  expect(cell([2, 2, 2], false)).toBe("| one | 3 | 2.0 |");
});

it("cuts intervals at what a number can be", () => {
  // Student's: 0.9 ± 4.303 · 0.1 / √3.
  expect(cell([0.8, 0.9, 1], true)).toBe("| one | 3 | 90.0 % [65.2, 100.0] |");
  expect(cell([0, 1, 2], false)).toBe("| one | 3 | 1.0 [0.0, 3.5] |");
});
