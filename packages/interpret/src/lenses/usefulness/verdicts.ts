import type { Control, Effort, Verdict } from "@ganlens/core";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { copying, type NearCopies } from "../../copies/near-copies.ts";
import { findFault } from "../../faults/faults.ts";
import type { Worth } from "../../recognition/worth.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { untriedVerdict } from "../../verdicts/untried-verdict.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent } from "../../words/numbers.ts";
import { wrongLabelsTitle } from "./controls.ts";
import { decidedAs, leastLow, littleWorth, type StatementId } from "./statements.ts";

/** What the sentence of this lens is made from. */
export interface UsefulnessFindings {
  readonly statement: StatementId;
  readonly worth: Worth;
  readonly controls: readonly Control[];
  /** Real images that could be learned from, and others that tested what was learned. */
  readonly real: { readonly learned: number; readonly tested: number; readonly accuracy: number };
  /** How many of n images lie as near to one training image as copies do, where that was looked at. */
  readonly nearCopies?: NearCopies | undefined;
  /** What the test images are, for sentences: "held-out real images". */
  readonly known: string;
  readonly effort: Effort;
}

/** Faults whose power stands below the sentence. */
const told: readonly (readonly [fault: string, strength: number])[] = [
  ["wrong-labels", 0.2],
  ["class-missing", 1],
  ["dilation", 1],
  ["blur", 1],
];

/** What cannot be told where a control failed. */
export const subject = "what its images are worth for learning";

/** How many real images the generated ones are worth, where the controls came out as they must. */
export function usefulnessVerdicts(
  { statement, worth, controls, real, nearCopies, known, effort }: UsefulnessFindings,
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const asked = { ...decidedAs, statement, n: worth.count };
  // A sentence of which it is not known how often it is wrong is not said.
  if (!mayBeSaid(asked, rows)) return untriedVerdict({ ...asked, subject, saidAt: effort }, rows);
  const taught = statement === "worth-taught";
  const imprecise = !worth.isFewer && worth.interval.low < leastLow * Math.min(worth.count, real.learned);
  const failure =
    controlFailure(controls, subject, worth.isFewer) ??
    (imprecise ? `Cannot tell ${subject}: ${real.tested} test images are too few.` : undefined) ??
    (worth.isFewer || nearCopies === undefined ? undefined : copying(subject, nearCopies));
  const seen = told.map(
    ([fault, strength]) =>
      `${fault === "wrong-labels" ? wrongLabelsTitle(strength) : findFault(fault).title(strength)}, ${powerWords({ ...asked, fault, strength }, rows)}`,
  );
  return [
    verdict(
      {
        id: statement,
        ...worthWords(worth, taught),
        ...(failure === undefined ? {} : { level: "cannot tell", headline: failure }),
        detail: [
          `A small network that learned from ${worth.count} generated images recognises ${percent(worth.accuracy)} of ${real.tested} ${known}; all ${real.learned} real training images teach it ${percent(real.accuracy)}.`,
          `That is as much as ${realWords(worth, real.learned)} teach it.`,
          taught
            ? "No classes are known of the generated images: recognisers of real images gave them, and in the same way those of the real images that they are compared with."
            : "Their classes are those that the generator was asked for.",
          `Called worth fewer than their number in trials on MNIST digits: ${seen.join("; ")}.`,
        ].join(" "),
        controls: controls.map(({ id }) => id),
      },
      effort,
    ),
  ];
}

function worthWords(
  worth: Worth,
  taught: boolean,
): { readonly level: Verdict["level"]; readonly headline: string } {
  const labelled = taught ? "Labelled by a recogniser, its images" : "Its images";
  if (!worth.isFewer) {
    return {
      level: "good",
      headline: taught
        ? "Labelled by a recogniser, its images were not found to teach worse than an equal number of real ones."
        : "Its images were not found to teach recognition worse than an equal number of real ones.",
    };
  }
  const little = worth.isAtMostFirst || worth.value <= littleWorth * worth.count;
  return {
    level: little ? "problem" : "note",
    headline: `${labelled} are worth ${worth.isAtMostFirst ? "at most" : "about"} ${rounded(worth.value)} real ones for learning to recognise what they show.`,
  };
}

/** "about 300 [200, 460] real ones", "at least all 2500 real ones", "at most 10 real ones" */
export function realWords(worth: Worth, all: number): string {
  if (worth.isAtMostFirst && worth.interval.high <= worth.value) {
    return `at most ${rounded(worth.value)} real ones`;
  }
  const { low, high } = worth.interval;
  const end = (value: number): string => (value >= all ? `all ${all} or more` : String(rounded(value)));
  return `about ${end(worth.value)} [${end(low)}, ${end(high)}] real ones`;
}

/** To two digits: no more of it is known. */
export function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
