import { describe, expect, it } from "vitest";
import type { Found } from "../experiment.ts";
import type { Row } from "../rows/row.ts";
import { plantedExperiment } from "../testdata/planted-experiment.ts";
import { isMet, tableRows } from "./table-row.ts";

const rowsOf = (condition: string, found: readonly Found[], version = 2): readonly Row[] =>
  found.map((found, draw) => ({ condition, draw, version, seconds: 1, backend: "cpu", found }));

describe("tableRows", () => {
  it("counts each statement of each condition by its kind, with Clopper and Pearson's interval", () => {
    const rows = [
      ...rowsOf("copies-0.05", [{ copies: true }, { copies: true }, { copies: false }]),
      ...rowsOf("null-500", [
        { "says-copies": false, gap: true, beside: true },
        { "says-copies": false, gap: null },
        { "says-copies": true, gap: false },
        { "says-copies": false },
      ]),
    ];
    const counted = tableRows(plantedExperiment(), rows).map(({ condition, ...row }) => [condition.id, row]);
    // Ends of 1 of 4, 1 of 2 and 2 of 3 from tables of the binomial distribution.
    expect(counted).toEqual([
      [
        "null-500",
        {
          statement: "gap",
          kind: "coverage",
          found: 1,
          draws: 2,
          notMade: 2,
          share: about(0.5, 0.0126, 0.9874),
          met: true,
        },
      ],
      [
        "null-500",
        {
          statement: "says-copies",
          kind: "null",
          found: 1,
          draws: 4,
          notMade: 0,
          share: about(0.25, 0.0063, 0.8059),
          met: false,
        },
      ],
      [
        "copies-0.05",
        {
          statement: "copies",
          kind: "power",
          found: 2,
          draws: 3,
          notMade: 0,
          share: about(0.6667, 0.0943, 0.9916),
          met: false,
        },
      ],
    ]);
  });

  it("leaves out rows of other versions, and of conditions that are no more", () => {
    const rows = [...rowsOf("copies-0.05", [{ copies: true }], 1), ...rowsOf("gone", [{ copies: true }])];
    expect(tableRows(plantedExperiment(), rows).map(({ statement, draws }) => [statement, draws])).toEqual([
      ["gap", 0],
      ["says-copies", 0],
    ]);
  });

  it("does not table numbers, and sorts statements by name with numbers as numbers", () => {
    const rows = rowsOf("copies-0.05", [{ "of-1000": true, "of-200": false, "of-50": true, distance: 3.5 }]);
    const names = tableRows(plantedExperiment(), rows).map(({ statement }) => statement);
    expect(names.slice(2)).toEqual(["of-50", "of-200", "of-1000"]);
  });

  it("knows a statement that could not be made in the first draws", () => {
    const rows = rowsOf("copies-0.05", [{ copies: null }, { copies: true }]);
    expect(tableRows(plantedExperiment(), rows).at(-1)).toMatchObject({ found: 1, draws: 1, notMade: 1 });
  });
});

describe("isMet", () => {
  it.each([
    ["null", 0.07, 0.05, 0.1, true],
    ["null", 0.071, 0.02, 0.2, false],
    ["null", 0.06, 0.051, 0.08, false],
    ["power", 0.8, 0.6, 0.9, true],
    ["power", 0.79, 0.7, 0.9, false],
    ["coverage", 0.9, 0.85, 0.93, true],
    ["coverage", 0.9, 0.85, 0.929, false],
    ["coverage", 0.98, 0.97, 1, true],
    ["coverage", 0.99, 0.971, 1, false],
    ["coverage", 0.95, 0.94, 0.96, true],
  ] as const)("%s: %d in [%d, %d] is %s", (kind, value, low, high, met) => {
    expect(isMet(kind, { value, low, high })).toBe(met);
  });
});

function about(value: number, low: number, high: number) {
  return { value: expect.closeTo(value, 4), low: expect.closeTo(low, 4), high: expect.closeTo(high, 4) };
}
