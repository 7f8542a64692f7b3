import type { Effort, Verdict } from "@ganlens/core";
import { type CalibratedStatement, triedCounts } from "../calibration/calibration.ts";
import type { CalibrationRow } from "../calibration/calibration-row.ts";
import { verdict } from "./verdict.ts";

/** What stands in place of a sentence that was tried with fewer or more images alone: nothing where it was never tried. */
export function untriedVerdict(
  {
    subject,
    saidAt,
    ...asked
  }: CalibratedStatement & {
    /** What cannot be told: "whether it copies". */
    readonly subject: string;
    readonly saidAt: Effort;
  },
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const tried = triedCounts(asked, rows);
  if (tried.length === 0) return [];
  const many = asked.n > Math.max(...tried);
  return [
    verdict(
      {
        id: asked.statement,
        level: "cannot tell",
        headline: `Cannot tell ${subject}: this was not tried with so ${many ? "many" : "few"} images.`,
        detail: `There are ${asked.n}. How often it is wrong is known for ${tried.join(" and ")}, and taken to hold for half to twice as many.`,
      },
      saidAt,
    ),
  ];
}
