// Made by `pnpm experiment tables --write` from the rows in apps/experiments/rows.
import type { CalibrationRow } from "./calibration-row.ts";

export const calibrationRows: readonly CalibrationRow[] = [
];
