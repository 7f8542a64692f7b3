import type { Control, Effort, Verdict } from "@ganlens/core";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { findFault } from "../../faults/faults.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { short, withInterval } from "../../words/numbers.ts";
import { decidedAs } from "./decided-as.ts";
import type { Gap } from "./gap.ts";
import type { Judgement } from "./judge.ts";
import { gapStatement, type StatementId } from "./statements.ts";

/** What the sentences of this lens are made from. */
export interface DistanceFindings {
  readonly judgement: Judgement;
  /** The first space's gap with all images. */
  readonly whole: Gap;
  readonly controls: readonly Control[];
  readonly unseen: boolean;
  /** Whether the training images are not known to be those of the generator. */
  readonly foreign: boolean;
  /** What copies are told from, for sentences: "held-out real images". */
  readonly known: string;
  readonly effort: Effort;
}

/**
 * What is said of a generator's distance: nothing is called near before copies were looked for. Whether it copies is the question of
 * the lens `memorisation`; what is found of that here stands in the detail alone.
 */
export function distanceVerdicts(
  { judgement, whole, controls, unseen, foreign, known, effort }: DistanceFindings,
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const { n, isFarther } = judgement;
  const asked = (statement: StatementId) => ({ ...decidedAs, statement, n });
  // A sentence of which it is not known how often it is wrong is not said.
  if (!mayBeSaid(asked("gap"), rows)) return [];
  const ownOf = (id: StatementId) => controls.filter((control) => control.id.startsWith(`${id}-`));
  const canTellCopies =
    !foreign &&
    mayBeSaid(asked("copies"), rows) &&
    controlFailure(ownOf("copies"), "whether it copies") === undefined;
  const isClear = canTellCopies && !judgement.isCopied;
  const from = unseen ? "unseen real images" : "real images";
  const said: Pick<Verdict, "level" | "headline"> = isFarther
    ? {
        level: whole.ratio >= 2 ? "problem" : "note",
        headline: `About ${times(whole.ratio)} times farther from ${from} than fresh real ones are.`,
      }
    : whole.interval.low > 1
      ? { level: "note", headline: `Hardly farther from ${from} than fresh real ones are, if at all.` }
      : {
          level: isClear ? "good" : "note",
          headline: `As near to ${from} as fresh real ones, as far as this lens could tell.`,
        };
  const failure = controlFailure(ownOf("gap"), "how far its images are");
  const { fault, strength } = gapStatement;
  const sentences = [
    `${withInterval({ value: whole.ratio, interval: whole.interval })} times as far as fresh real ones are, with ${whole.n} images.`,
    canTellCopies
      ? copyWords(judgement, known)
      : "Copies would bring it nearer, and it cannot be told here whether there are any.",
    `Seen in trials on MNIST digits: ${findFault(fault).title(strength)}, ${powerWords({ ...asked("gap"), fault, strength }, rows)}.`,
  ];
  return [
    verdict(
      {
        id: "gap",
        ...said,
        ...(failure === undefined ? {} : { level: "cannot tell", headline: failure }),
        detail: sentences.join(" "),
        controls: controls.map((control) => control.id),
      },
      effort,
    ),
  ];
}

function copyWords({ copies, isCopied, n }: Judgement, known: string): string {
  const counted = `${copies.near} of ${n} images lie much nearer to one training image than to its neighbours, ${copies.knownNear} of ${copies.knownCount} ${known}`;
  return isCopied
    ? `Copies bring it nearer: ${counted}.`
    : `No exact copies were found that would bring it nearer: ${counted}.`;
}

/** "seven", "1.4" */
function times(ratio: number): string {
  const whole = Math.round(ratio);
  if (ratio < 2.95 || whole > 12) return short(Number(ratio.toPrecision(2)));
  return ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"][
    whole - 3
  ] as string;
}
