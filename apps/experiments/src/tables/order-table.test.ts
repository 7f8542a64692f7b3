import { expect, it } from "vitest";
import type { Found } from "../experiment.ts";
import type { Row } from "../rows/row.ts";
import { plantedExperiment } from "../testdata/planted-experiment.ts";
import { orderTable } from "./order-table.ts";

const rowsOf = (condition: string, found: readonly Found[], version = 2): readonly Row[] =>
  found.map((found, draw) => ({ condition, draw, version, seconds: 1, backend: "cpu", found }));

const ordered = (limit?: string) => {
  const order = { number: "value", words: "worth", lower: "copies-0.05", higher: "null-500" };
  return plantedExperiment({ orders: [limit === undefined ? order : { ...order, limit }] });
};

const valuesOf = (values: readonly (number | null)[]): readonly Found[] => values.map((value) => ({ value }));

it("counts draws that both conditions have, and what is alike as not in order", () => {
  const rows = [
    ...rowsOf("null-500", valuesOf([5, 5, 5, null, 5, 9])),
    ...rowsOf("copies-0.05", valuesOf([1, 5, 7, 1, null])),
    ...rowsOf("copies-0.05", valuesOf([1, 1, 1, 1, 1, 1]), 1),
  ];
  expect(orderTable(ordered(), rows).at(-1)).toBe(
    "| 5 % copies | nothing wrong | worth | 1 of 3 | 33.3 % [0.8, 90.6] | no |",
  );
  expect(orderTable(ordered("not at this n"), rows).at(-1)).toMatch(/ \| no: not at this n \|$/);
  const right = [...rowsOf("null-500", valuesOf([2, 3])), ...rowsOf("copies-0.05", valuesOf([1, 2]))];
  expect(orderTable(ordered(), right).at(-1)).toContain("| 2 of 2 | 100.0 % [15.8, 100.0] | yes |");
});

it("is not there without orders, and says that there are no draws", () => {
  expect(orderTable(plantedExperiment(), [])).toEqual([]);
  expect(orderTable(ordered(), []).at(-1)).toBe(
    "| 5 % copies | nothing wrong | worth | 0 of 0 |  | no draws yet |",
  );
});
