import { type Control, controlHeld, type Effort } from "@ganlens/core";
import { powerBeside, silenceBeside } from "../../calibration/beside-control.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import type { IdentifiabilityFacts } from "./measures.ts";

/** What each statement must find in trials, as the calibration tables name it. */
export const faults = {
  readable: { fault: "smooth-fields", strength: 4, title: "4 of 16 directions that paint smooth fields" },
  moves: {
    fault: "sensitive-subspace",
    strength: 0.8,
    title: "4 of 16 directions that hold four fifths of what the best 4 hold",
  },
} as const;

/** The statements of the lens that have controls. */
export type Statement = keyof typeof faults;

/** A control that was made, and did not come out as it must. */
export function failed(control: Control): boolean {
  return control.found !== null && !controlHeld(control);
}

/** The controls of each statement, as they came out. */
export function controlsOf({
  drawn,
  sensitivity,
}: Pick<IdentifiabilityFacts, "drawn" | "sensitivity">): Readonly<Record<Statement, readonly Control[]>> {
  const counted = (outcomes: readonly boolean[]) => ({
    draws: outcomes.length,
    found: outcomes.filter((right) => right).length,
  });
  const read = drawn.controls;
  const moved = sensitivity?.controls;
  return {
    readable:
      read === undefined
        ? []
        : [
            {
              id: "readable-placebo",
              kind: "placebo",
              title: "pictures and noise paired anew at random: no direction may be counted",
              ...counted(read.placebo.map((count) => count === 0)),
            },
            {
              id: "readable-spike-in",
              kind: "spike-in",
              title:
                "a direction painted as a grey patch, a quarter as high and wide as the picture, read through the same autoencoder, which learned none",
              ...(read.planted === undefined
                ? {
                    draws: 0,
                    found: null,
                    reason: "every direction is read already, and none is left to plant",
                  }
                : counted(read.planted)),
            },
          ],
    moves:
      moved === undefined
        ? []
        : [
            {
              id: "moves-placebo",
              kind: "placebo",
              title: "as many random directions: no more than chance",
              ...counted(moved.placebo.map((said) => !said)),
            },
            {
              id: "moves-spike-in",
              kind: "spike-in",
              title:
                "as many leading directions of one half of the points, on the other half: more than chance",
              ...counted(moved.leading),
            },
          ],
  };
}

/** Beside a control, how it came out in the committed draws. */
export function withCalibration(
  control: Control,
  { statement, effort, n }: { readonly statement: Statement; readonly effort: Effort; readonly n: number },
  rows: readonly CalibrationRow[],
): Control {
  const { title: _, ...fault } = faults[statement];
  const asked = { lens: "identifiability", statement: control.id, effort, n };
  // A row of a placebo counts alarms; a control counts what came out as it must.
  const beside =
    control.kind === "placebo" ? silenceBeside(asked, rows) : powerBeside({ ...asked, ...fault }, rows);
  return { ...control, ...beside };
}
