import type { Effort, Verdict } from "@ganlens/core";
import { mayBeSaid } from "../calibration/calibration.ts";
import type { CalibrationRow } from "../calibration/calibration-row.ts";
import { verdict } from "./verdict.ts";

/** Images of the null row. */
const counted = 500;

/** What every lens says of a generator whose images are all the same; its calibration rows are those of the lens `distance`. */
export function collapseVerdict(
  { n, effort }: { readonly n: number; readonly effort: Effort },
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  // It is told from the images alone, at every effort in the same way, and more images only make it surer.
  const asked = {
    lens: "distance",
    statement: "collapse",
    effort: "quick",
    n: Math.min(n, counted),
  } as const;
  if (!mayBeSaid(asked, rows)) return [];
  return [
    verdict(
      {
        id: "collapse",
        level: "problem",
        headline: "It draws one and the same image.",
        detail: `${n} generated images were looked at: their variance is next to nothing. What a lens says of single images says little here.`,
      },
      effort,
    ),
  ];
}
