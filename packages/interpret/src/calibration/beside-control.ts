import type { Control } from "@ganlens/core";
import { type CalibratedStatement, type Calibration, calibrationOf } from "./calibration.ts";
import type { CalibrationRow } from "./calibration-row.ts";

/** What stands beside a control of the committed draws; nothing where there are none. */
type Beside = Pick<Control, "calibration">;

/** Beside a placebo: in how many committed draws of nothing wrong the statement was *not* said. */
export function silenceBeside(statement: CalibratedStatement, rows?: readonly CalibrationRow[]): Beside {
  const said = calibrationOf({ ...statement, condition: "null" }, rows);
  return besideOf(said && { ...said, found: said.draws - said.found });
}

/** Beside a spike-in: in how many committed draws of that fault the statement was said. */
export function powerBeside(
  {
    fault,
    strength,
    ...statement
  }: CalibratedStatement & { readonly fault: string; readonly strength: number },
  rows?: readonly CalibrationRow[],
): Beside {
  return besideOf(calibrationOf({ ...statement, condition: { fault, strength } }, rows));
}

function besideOf(calibration: Calibration | undefined): Beside {
  return calibration === undefined ? {} : { calibration };
}
