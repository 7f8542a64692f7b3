import type { CalibrationRow } from "../calibration/calibration-row.ts";
import type { Gap } from "../lenses/distance/gap.ts";

/** A null row of the lens distance that lets a statement be said. */
export const nullRow = (statement: string): CalibrationRow => ({
  lens: "distance",
  statement,
  kind: "null",
  effort: "quick",
  n: 400,
  found: 1,
  draws: 100,
  met: true,
});

/** A gap with an interval of a tenth on either side. */
export function gap(ratio: number): Gap {
  const interval = {
    low: 0.9 * ratio,
    high: 1.1 * ratio,
    level: 0.95,
    method: "planted",
    resampled: "samples" as const,
  };
  return { ratio, interval, n: 400 };
}
