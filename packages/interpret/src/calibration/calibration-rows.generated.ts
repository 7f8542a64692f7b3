// Made by `pnpm experiment tables --write` from the rows in apps/experiments/rows.
import type { CalibrationRow } from "./calibration-row.ts";

export const calibrationRows: readonly CalibrationRow[] = [
  {"lens":"reconstruction","statement":"foreign","kind":"null","effort":"quick","n":500,"found":0,"draws":42,"met":true},
  {"lens":"reconstruction","statement":"foreign-placebo","kind":"null","effort":"quick","n":500,"found":1,"draws":42,"met":true},
  {"lens":"reconstruction","statement":"missing","kind":"null","effort":"quick","n":500,"found":1,"draws":42,"met":true},
  {"lens":"reconstruction","statement":"missing-placebo","kind":"null","effort":"quick","n":500,"found":2,"draws":42,"met":true},
];
