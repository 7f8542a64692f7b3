import type { Control, Effort, Verdict } from "@ganlens/core";
import { mayBeSaid, powerWords } from "../../calibration/calibration.ts";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { findFault } from "../../faults/faults.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, short, withInterval } from "../../words/numbers.ts";
import { decidedAs } from "./decided-as.ts";
import type { Gap } from "./gap.ts";
import type { Judgement } from "./judge.ts";
import { type StatementId, statements } from "./statements.ts";

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

/** What is said of a generator's distance: nothing is called near before copies were looked for. */
export function distanceVerdicts(
  { judgement, whole, controls, unseen, foreign, known, effort }: DistanceFindings,
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const { n, copies, isCopied, isFarther } = judgement;
  const from = unseen ? "unseen real images" : "real images";
  const asked = (id: StatementId) => ({ ...decidedAs, statement: id, n });
  const ownOf = (id: StatementId) => controls.filter((control) => control.id.startsWith(`${id}-`));
  const failureOf = (id: StatementId) =>
    foreign && id === "copies"
      ? "Cannot tell whether it copies: what it was trained on is not known."
      : controlFailure(ownOf(id), subjects[id]);
  const isClear = !isCopied && mayBeSaid(asked("copies"), rows) && failureOf("copies") === undefined;
  const ratio = `${withInterval({ value: whole.ratio, interval: whole.interval })} times as far as fresh real ones are, with ${whole.n} images.`;
  const said: Readonly<Record<StatementId, Pick<Verdict, "level" | "headline" | "detail">>> = {
    copies: {
      ...(isCopied
        ? {
            level: "problem",
            headline: `About ${percent(copies.share)} of its images are copies of training images.`,
          }
        : { level: "good", headline: "No exact copies of training images were found." }),
      detail: copyDetail(judgement, known),
    },
    gap: isFarther
      ? {
          level: whole.ratio >= 2 ? "problem" : "note",
          headline: `About ${times(whole.ratio)} times farther from ${from} than fresh real ones are.`,
          detail: ratio,
        }
      : whole.interval.low > 1
        ? {
            level: "note",
            headline: `Hardly farther from ${from} than fresh real ones are, if at all.`,
            detail: ratio,
          }
        : {
            level: isClear ? "good" : "note",
            headline: `As near to ${from} as fresh real ones, as far as this lens could tell.`,
            detail: `${ratio} ${isCopied ? "Copies bring it nearer." : isClear ? "No copies were found that would bring it nearer." : "Copies would bring it nearer, and it cannot be told whether there are any."}`,
          },
  };
  return (["copies", "gap"] as const).flatMap((id) => {
    // A sentence of which it is not known how often it is wrong is not said.
    if (!mayBeSaid(asked(id), rows)) return [];
    const failure = failureOf(id);
    const { fault, strength } = statements[id];
    const seen = powerWords({ ...asked(id), fault, strength }, rows);
    return [
      verdict(
        {
          id,
          ...said[id],
          ...(failure === undefined ? {} : { level: "cannot tell", headline: failure }),
          detail: `${said[id].detail} Seen in trials on MNIST digits: ${findFault(fault).title(strength)}, ${seen}.`,
          controls: ownOf(id).map((control) => control.id),
        },
        effort,
      ),
    ];
  });
}

const subjects: Readonly<Record<StatementId, string>> = {
  gap: "how far its images are",
  copies: "whether it copies",
};

function copyDetail({ copies, n }: Judgement, known: string): string {
  return `${copies.near} of ${n} images lie much nearer to one training image than to its neighbours, as one in a hundred does of ${known}.`;
}

/** "seven", "1.4" */
function times(ratio: number): string {
  const whole = Math.round(ratio);
  if (ratio < 2.95 || whole > 12) return short(Number(ratio.toPrecision(2)));
  return ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"][
    whole - 3
  ] as string;
}
