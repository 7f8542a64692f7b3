import { type Control, type Effort, latentSize, type Verdict } from "@ganlens/core";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { calibrationRows } from "../../calibration/calibration-rows.generated.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { aboutShare } from "../../words/about-share.ts";
import { percent, short, withInterval } from "../../words/numbers.ts";
import { controlsOf, failed, faults, type Statement, withCalibration } from "./controls.ts";
import type { IdentifiabilityFacts } from "./measures.ts";

export interface IdentifiabilityVerdicts {
  readonly verdicts: readonly Verdict[];
  readonly controls: readonly Control[];
}

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
      `Seen in trials on planted fields: ${title}, ${powerWords({ ...asked, ...fault }, rows)}.`,
      controls.length === 0 || controls.some(failed),
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
      ? `What can be read makes up ${aboutShare(held.value ?? 0)} of what moves the picture.`
      : "What can be read could not be told to move the picture more than chance.";
  return {
    id: "moves",
    level: lost ? "cannot tell" : "note",
    headline,
    detail: `The ${size} directions read hold ${withInterval(held, percent)} of the trace of E[JᵀJ], the best ${size} hold ${percent(best)}: ${withInterval(ratio, percent)} of it. ${size} random ones hold ${percent(chance)} of it on average, and as much as these in ${percent(pValue)} of draws at most. Over ${sensitivity?.points} points; of what can be read, only what a ${drawn.codeSize}-number code gives linearly. ${seen}`,
  };
}
