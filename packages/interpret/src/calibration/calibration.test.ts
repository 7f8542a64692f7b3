import { describe, expect, it } from "vitest";
import { calibrationOf, mayBeSaid, powerWords } from "./calibration.ts";
import type { CalibrationRow } from "./calibration-row.ts";

const asked = { lens: "distance", statement: "copies", effort: "quick", n: 500 } as const;

const row = (changes: Partial<CalibrationRow>): CalibrationRow => ({
  ...asked,
  kind: "null",
  found: 6,
  draws: 200,
  met: true,
  ...changes,
});
const copies = { fault: "exact-copies", strength: 0.05 } as const;
const power = (changes: Partial<CalibrationRow>) => row({ kind: "power", ...copies, found: 190, ...changes });

describe("calibrationOf", () => {
  it("finds the row of the lens, the statement, the effort and the condition", () => {
    const rows = [
      power({ lens: "reconstruction", found: 1 }),
      power({ statement: "blur", found: 2 }),
      power({ effort: "normal", found: 3 }),
      power({ fault: "blur", found: 4 }),
      power({ strength: 0.1, found: 5 }),
      row({ found: 7 }),
      row({ kind: "coverage", found: 8 }),
      power({}),
    ];
    const found = (condition: Parameters<typeof calibrationOf>[0]["condition"]) =>
      calibrationOf({ ...asked, condition }, rows);
    expect(found(copies)).toEqual({ found: 190, draws: 200, n: 500 });
    expect(found("null")?.found).toBe(7);
    expect(found("coverage")?.found).toBe(8);
    expect(found({ ...copies, strength: 0.2 })).toBeUndefined();
  });

  it("takes the nearest n by ratio, within a factor of 2", () => {
    const rows = [power({ n: 250 }), power({ n: 600 }), power({ n: 2000 })];
    const nearest = (n: number) => calibrationOf({ ...asked, n, condition: copies }, rows)?.n;
    // The middle between 600 and 2,000 by ratio is 1,095.4.
    expect([124, 125, 387, 388, 1095, 1096, 4000, 4001].map(nearest)).toEqual([
      undefined,
      250,
      250,
      600,
      600,
      2000,
      2000,
      undefined,
    ]);
  });

  it("takes of equal ones the row that speaks most against the statement", () => {
    const nulls = [row({ found: 6 }), row({ found: 9 }), row({ found: 8 })];
    expect(calibrationOf({ ...asked, condition: "null" }, nulls)?.found).toBe(9);
    // 3 of 40 is the larger share of false verdicts than 9 of 200.
    const small = row({ found: 3, draws: 40 });
    expect(calibrationOf({ ...asked, condition: "null" }, [...nulls, small])?.draws).toBe(40);
    const powers = [power({ found: 190 }), power({ found: 150 })];
    expect(calibrationOf({ ...asked, condition: copies }, powers)?.found).toBe(150);
  });

  it("tells how often a statement is said where another fault is planted, and does not take that for its null", () => {
    const rows = [row({ fault: "blur", strength: 1, found: 100, met: false })];
    expect(calibrationOf({ ...asked, condition: { fault: "blur", strength: 1 } }, rows)?.found).toBe(100);
    expect(calibrationOf({ ...asked, condition: "null" }, rows)).toBeUndefined();
  });
});

it("a statement may be said with a null row that is met over 40 draws, and not otherwise", () => {
  expect(mayBeSaid(asked, [row({})])).toBe(true);
  expect(mayBeSaid(asked, [row({ found: 0, draws: 40 })])).toBe(true);
  expect(mayBeSaid(asked, [row({ found: 0, draws: 39 })])).toBe(false);
  expect(mayBeSaid(asked, [row({ met: false })])).toBe(false);
  expect(mayBeSaid(asked, [row({ n: 1001 }), power({})])).toBe(false);
  expect(mayBeSaid({ ...asked, lens: "no such lens" })).toBe(false);
});

it("power is said as a count, or that it is not measured yet", () => {
  expect(powerWords({ ...asked, ...copies }, [power({})])).toBe("190 of 200");
  expect(powerWords({ ...asked, ...copies }, [row({})])).toBe("power not measured yet");
});
