import type { Effort } from "@ganlens/core";
import { exactShareInterval } from "@ganlens/metrics";
import type { CalibrationRow } from "./calibration-row.ts";
import { calibrationRows } from "./calibration-rows.generated.ts";

/** A statement of a lens at one effort and number of images. */
export interface CalibratedStatement {
  readonly lens: string;
  readonly statement: string;
  readonly effort: Effort;
  readonly n: number;
}

/** In how many draws of the committed tables a statement was said, and for how many images. */
export interface Calibration {
  readonly found: number;
  readonly draws: number;
  readonly n: number;
}

/** Where the draws come from: nothing wrong (`null`), a fault at a strength, or an interval whose truth is known (`coverage`). */
export type CalibratedCondition = "null" | "coverage" | { readonly fault: string; readonly strength: number };

/** Rows speak of other numbers of images up to this factor. */
const farthest = 2;

/** Below this many draws a null row is as good as missing: none of 40 still leaves up to 8.8 %. */
const fewestDraws = 40;

/**
 * How often a statement was said in the committed draws of a condition: the row of that effort with the nearest n (by ratio),
 * within a factor of 2. Of several conditions that say nothing is wrong, the one in which it was said most often.
 *
 * @returns undefined where there is no such row
 */
export function calibrationOf(
  {
    lens,
    statement,
    effort,
    n,
    condition,
  }: CalibratedStatement & { readonly condition: CalibratedCondition },
  rows: readonly CalibrationRow[] = calibrationRows,
): Calibration | undefined {
  const distance = (row: CalibrationRow): number => Math.abs(Math.log(row.n / n));
  const [best] = rows
    .filter(
      (row) =>
        row.lens === lens &&
        row.statement === statement &&
        row.effort === effort &&
        distance(row) <= Math.log(farthest) &&
        isOf(row, condition),
    )
    .sort((a, b) => distance(a) - distance(b) || b.found / b.draws - a.found / a.draws);
  return best === undefined ? undefined : { found: best.found, draws: best.draws, n: best.n };
}

function isOf(row: CalibrationRow, condition: CalibratedCondition): boolean {
  if (typeof condition === "string") return row.kind === condition;
  return row.kind === "power" && row.fault === condition.fault && row.strength === condition.strength;
}

/**
 * Whether a statement may be printed as a verdict: its null row stands with at least 40 draws, and it was said in no more than
 * 7 % of them, with the lower end of the exact interval at 5 % or below.
 */
export function mayBeSaid(
  statement: CalibratedStatement,
  rows: readonly CalibrationRow[] = calibrationRows,
): boolean {
  const row = calibrationOf({ ...statement, condition: "null" }, rows);
  if (row === undefined || row.draws < fewestDraws) return false;
  const { value, interval } = exactShareInterval({ hits: row.found, n: row.draws });
  return value <= 0.07 && interval.low <= 0.05;
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
  const row = calibrationOf({ ...statement, condition: { fault, strength } }, rows);
  return row === undefined ? "power not measured yet" : `${row.found} of ${row.draws}`;
}
