import { type Control, type Effort, latentSize, type Verdict } from "@ganlens/core";
import { calibrationOf, mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { calibrationRows } from "../../calibration/calibration-rows.generated.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { aboutShare } from "../../words/about-share.ts";
import { percent, short, withInterval } from "../../words/numbers.ts";
import type { IdentifiabilityFacts } from "./measures.ts";

export interface IdentifiabilityVerdicts {
  readonly verdicts: readonly Verdict[];
  readonly controls: readonly Control[];
}

/** What each statement must find in trials, as the calibration tables name it. */
const faults = {
  readable: { fault: "smooth-fields", strength: 4, title: "4 of 16 directions that paint smooth fields" },
  moves: {
    fault: "sensitive-subspace",
    strength: 0.8,
    title: "4 of 16 directions that hold four fifths of what the best 4 hold",
  },
} as const;

type Statement = keyof typeof faults;

/** What may be said of the directions that can be read and of those that move the image, and how the controls came out. */
export function identifiabilityVerdicts(
  facts: Pick<IdentifiabilityFacts, "latent" | "drawn" | "sensitivity">,
  effort: Effort,
  rows: readonly CalibrationRow[] = calibrationRows,
): IdentifiabilityVerdicts {
  const { readable, moves } = controlsOf(facts);
  const calibrated = (statement: Statement, n: number, controls: readonly Control[]): readonly Control[] =>
    controls.map((control) => withCalibration(control, { statement, effort, n }, rows));
  const said = (
    statement: Statement,
    n: number,
    make: (seen: string, lost: boolean) => Verdict | undefined,
  ) => {
    const asked = { lens: "identifiability", statement, effort, n };
    // A sentence of which it is not known how often it is wrong is not said.
    if (!mayBeSaid(asked, rows)) return [];
    const { title, ...fault } = faults[statement];
    const controls = statement === "readable" ? readable : moves;
    const made = make(
      `Seen in trials: ${title}, ${powerWords({ ...asked, ...fault }, rows)}.`,
      controls.some(failed),
    );
    return made === undefined ? [] : [verdict({ ...made, controls: controls.map(({ id }) => id) }, effort)];
  };
  const points = facts.sensitivity?.points ?? 0;
  return {
    verdicts: [
      ...said("readable", facts.drawn.testCount, (seen, lost) => readableVerdict(facts, { seen, lost })),
      ...said("moves", points, (seen, lost) => movesVerdict(facts, { seen, lost })),
    ],
    controls: [
      ...calibrated("readable", facts.drawn.testCount, readable),
      ...calibrated("moves", points, moves),
    ],
  };
}

/** A control that came out as it must not in any of its draws. */
export function failed({ draws, found }: Control): boolean {
  return found !== null && found < draws;
}

interface Trials {
  readonly seen: string;
  readonly lost: boolean;
}

function readableVerdict(
  { latent, drawn }: Pick<IdentifiabilityFacts, "latent" | "drawn">,
  { seen, lost }: Trials,
): Verdict {
  const size = latentSize(latent);
  const { above, interval, limit } = drawn.counted.half;
  const count = above.length;
  const all = size === 1 ? "its one noise direction" : `all ${size} noise directions`;
  const headline = lost
    ? "How many noise directions can be read from its pictures cannot be told here: a control failed."
    : count === 0
      ? `None was found, but whether any of its ${size === 1 ? "" : `${size} `}noise directions can be read cannot be told.`
      : count === size
        ? `${all.replace(/^./, (letter) => letter.toUpperCase())} can be read from its pictures.`
        : `At least ${count} of ${size} noise directions can be read from its pictures.`;
  return {
    id: "readable",
    level: lost || count === 0 ? "cannot tell" : "note",
    headline,
    detail: `A linear read-out of one ${drawn.codeSize}-number code, and so a lower bound: all pixels or a small network would read more. Counted are directions found on other images with R² above 0.5 on ${drawn.testCount} test images: ${interval.low} to ${interval.high}, 95 % for all together. One of R² ${short(limit)} would be counted in four of five runs. ${seen}`,
  };
}

function movesVerdict(
  { drawn, sensitivity }: Pick<IdentifiabilityFacts, "drawn" | "sensitivity">,
  { seen, lost }: Trials,
): Verdict | undefined {
  const share = sensitivity?.share;
  if (share === undefined) return undefined;
  const { ratio, held, best, chance, size, above, pValue } = share;
  const headline = lost
    ? "Whether what can be read is what moves the picture most cannot be told here: a control failed."
    : above
      ? `What can be read holds ${aboutShare(ratio.value ?? 0)} of what moves the picture most, for its size.`
      : "What can be read could not be told to move the picture more than chance.";
  return {
    id: "moves",
    level: lost ? "cannot tell" : "note",
    headline,
    detail: `The ${size} directions read hold ${withInterval(held, percent)} of the trace of E[JᵀJ], the best ${size} hold ${percent(best)}: ${withInterval(ratio, percent)} of it. ${size} random ones hold ${percent(chance)} of it on average, and as much as these in ${percent(pValue)} of draws at most. Over ${sensitivity?.points} points; of what can be read, only what a ${drawn.codeSize}-number code gives linearly. ${seen}`,
  };
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
                ? { draws: 0, found: null, reason: "Every direction is read already: none is left to plant." }
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
function withCalibration(
  control: Control,
  { statement, effort, n }: { readonly statement: Statement; readonly effort: Effort; readonly n: number },
  rows: readonly CalibrationRow[],
): Control {
  const placebo = control.kind === "placebo";
  const { title: _, ...fault } = faults[statement];
  const known = calibrationOf(
    { lens: "identifiability", statement: control.id, effort, n, condition: placebo ? "null" : fault },
    rows,
  );
  if (known === undefined) return control;
  // A row of a placebo counts alarms; a control counts what came out as it must.
  return { ...control, calibration: placebo ? { ...known, found: known.draws - known.found } : known };
}
