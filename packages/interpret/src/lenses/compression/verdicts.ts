import type { Effort, Verdict } from "@ganlens/core";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { findFault } from "../../faults/faults.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, withInterval } from "../../words/numbers.ts";
import { decidedAs } from "./controls.ts";
import type { CompressionGap } from "./gap.ts";
import type { CompressionJudgement } from "./judge.ts";
import { type Statement, type StatementId, statements } from "./statements.ts";

/** What is said, and what must be said with it: that faults of several kinds look alike here. */
const sentences: Readonly<
  Record<StatementId | "alike", { readonly headline: string; readonly remark: string }>
> = {
  better: {
    headline: "What it draws compresses better than real images.",
    remark: "Blur, copies of few images and missing kinds of images all look alike here.",
  },
  worse: {
    headline: "What it draws compresses worse than real images.",
    remark: "Noise, and more variety than real images have, look alike here.",
  },
  alike: {
    headline: "What it draws cannot be told apart from real images by how well it compresses.",
    remark: "A generator that copies its training images would look like this, too.",
  },
};

/**
 * What may be said of how well generated images compress: one sentence, or none where its false verdicts were not counted.
 *
 * @param rows those of the committed tables unless given
 */
export function compressionVerdicts(
  { size, gap, controls, reason }: CompressionJudgement,
  effort: Effort,
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const id = "compresses";
  if (reason !== undefined) {
    const headline = "Too few images to tell how well what it draws compresses.";
    const detail = `No control is possible here, because ${reason}.`;
    return [verdict({ id, level: "cannot tell", headline, detail }, effort)];
  }
  const said = statements.find(({ isSaid }) => isSaid(gap));
  // Where neither is said, either could have been: both must be known to find what they look for.
  const asked = said === undefined ? statements : [said];
  const known = asked.every((each) => mayBeSaid({ ...decidedAs, statement: each.id, n: gap.n }, rows));
  if (!known) return [];
  const own = (each: Statement) => controls.filter((control) => control.id.startsWith(`${each.id}-`));
  const failure = asked
    .map((each) => controlFailure(own(each), each.subject))
    .find((each) => each !== undefined);
  const { headline, remark } = sentences[said?.id ?? "alike"];
  const trials = asked.flatMap(({ id: statement, trials: planted }) =>
    planted.map(
      (each) => `${faultWords(each)}, ${powerWords({ ...decidedAs, ...each, statement, n: gap.n }, rows)}`,
    ),
  );
  const detail = [
    `${gapWords(gap, size)}, with ${gap.n} images on either side.`,
    remark,
    `A gap of ${points(gap.detectable)} points would be seen in four of five runs.`,
    `Seen in trials on MNIST digits: ${trials.join("; ")}.`,
  ];
  return [
    verdict(
      {
        id,
        level: failure === undefined ? "note" : "cannot tell",
        headline: failure ?? headline,
        detail: detail.join(" "),
        controls: asked.flatMap((each) => own(each).map((control) => control.id)),
      },
      effort,
    ),
  ];
}

/** "From 16 numbers, principal components bring back 59 % … and 54 % …: a gap of 5.2 points [4.5, 5.9]". */
export function gapWords({ generated, real, value, interval }: CompressionGap, size: number): string {
  return `From ${size} numbers, principal components bring back ${percent(generated.explained)} of the variance of generated images and ${percent(real.explained)} of that of real ones: a gap of ${withInterval({ value, ...(interval === undefined ? {} : { interval }) }, points)} points`;
}

/** A share in percentage points: 0.052 → "5.2". */
function points(share: number): string {
  return (100 * share).toFixed(1).replace("-", "−");
}

function faultWords({ fault, strength }: { readonly fault: string; readonly strength: number }): string {
  // Half of the classes are no fault that can be planted in any images: the tables take digits.
  return fault === "classes-missing" ? "half of the classes missing" : findFault(fault).title(strength);
}
