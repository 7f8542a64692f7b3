import type { Effort } from "@ganlens/core";

/** One row of the committed calibration tables that belongs to a lens: how often a statement was said in draws of known truth. */
export interface CalibrationRow {
  readonly lens: string;
  /** What was said, by the id of its verdict, or of the interval. */
  readonly statement: string;
  /** `null`: it was false; `power`: it was true, by the fault that was planted; `coverage`: an interval, and its truth known. */
  readonly kind: "null" | "power" | "coverage";
  readonly effort: Effort;
  /** Images that were looked at in each draw. */
  readonly n: number;
  /** The fault that was planted, and its strength. */
  readonly fault?: string;
  readonly strength?: number;
  /** Draws in which it was said; of an interval, in which it held the truth. */
  readonly found: number;
  readonly draws: number;
  /** Whether the rule of its kind holds: the README of interpret has them under "Calibration". */
  readonly met: boolean;
}
