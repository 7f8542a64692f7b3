import type { Effort } from "@ganlens/core";
import type { CalibrationRow } from "./calibration-row.ts";
import { calibrationRows } from "./calibration-rows.generated.ts";

/** A statement of a lens at one effort and number of images. */
export interface CalibratedStatement {
  readonly lens: string;
  /** Id of its verdict, or of the interval. */
  readonly statement: string;
  readonly effort: Effort;
  readonly n: number;
}

/** What was looked at: nothing wrong (`null`), a fault at a strength, or an interval whose truth is known (`coverage`). */
export type CalibratedCondition = "null" | "coverage" | { readonly fault: string; readonly strength: number };

/** In how many draws of the committed tables a statement was said, and for how many images. */
export interface Calibration {
  readonly found: number;
  readonly draws: number;
  readonly n: number;
}

/** Rows speak of other numbers of images up to this factor. */
const farthest = 2;

/** Below this many draws a null row is as good as missing: none of 40 still leaves up to 8.8 %. */
const fewestDraws = 40;

/**
 * How often a statement was said in the committed draws of a condition: the row of that effort with the nearest n (by ratio),
 * within a factor of 2. Of several such rows the one that speaks most against the statement.
 *
 * @returns undefined where there is no such row
 */
export function calibrationOf(
  { condition, ...statement }: CalibratedStatement & { readonly condition: CalibratedCondition },
  rows: readonly CalibrationRow[] = calibrationRows,
): Calibration | undefined {
  const row = nearestRow(statement, condition, rows);
  return row === undefined ? undefined : { found: row.found, draws: row.draws, n: row.n };
}

/**
 * Whether a statement may be printed as a verdict: its null row stands with at least 40 draws, and the rule of false verdicts
 * holds there (in no more than 7 %, with the lower end of the exact interval at 5 % or below).
 */
export function mayBeSaid(
  statement: CalibratedStatement,
  rows: readonly CalibrationRow[] = calibrationRows,
): boolean {
  const row = nearestRow(statement, "null", rows);
  return row?.met === true;
}

/** The numbers of images for which it stands in the committed tables that a statement may be said, in order. */
export function triedCounts(
  { lens, statement, effort }: Omit<CalibratedStatement, "n">,
  rows: readonly CalibrationRow[] = calibrationRows,
): readonly number[] {
  const tried = rows.filter(
    (row) => row.lens === lens && row.statement === statement && row.effort === effort && isOf(row, "null"),
  );
  const counts = new Set(tried.map(({ n }) => n));
  return [...counts].filter((n) => mayBeSaid({ lens, statement, effort, n }, rows)).sort((a, b) => a - b);
}

/** What is printed of a statement's power against a fault: "190 of 200", or "power not measured yet". */
export function powerWords(
  {
    fault,
    strength,
    ...statement
  }: CalibratedStatement & { readonly fault: string; readonly strength: number },
  rows: readonly CalibrationRow[] = calibrationRows,
): string {
  const row = nearestRow(statement, { fault, strength }, rows);
  return row === undefined ? "power not measured yet" : `${row.found} of ${row.draws}`;
}

function nearestRow(
  { lens, statement, effort, n }: CalibratedStatement,
  condition: CalibratedCondition,
  rows: readonly CalibrationRow[],
): CalibrationRow | undefined {
  const distance = (row: CalibrationRow): number => Math.max(row.n / n, n / row.n);
  const against = (row: CalibrationRow): number => ((row.kind === "null" ? 1 : -1) * row.found) / row.draws;
  return rows
    .filter(
      (row) =>
        row.lens === lens &&
        row.statement === statement &&
        row.effort === effort &&
        distance(row) <= farthest &&
        isOf(row, condition) &&
        // Of few draws one more or less would decide: a sentence neither stands nor falls by them.
        (condition !== "null" || row.draws >= fewestDraws),
    )
    .sort((a, b) => distance(a) - distance(b) || against(b) - against(a))[0];
}

function isOf(row: CalibrationRow, condition: CalibratedCondition): boolean {
  if (typeof condition === "string") return row.kind === condition && row.fault === undefined;
  return row.fault === condition.fault && row.strength === condition.strength;
}
