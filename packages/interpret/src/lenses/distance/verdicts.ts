import type { Control, Effort, Verdict } from "@ganlens/core";
import { mayBeSaid } from "../../calibration/calibration.ts";
import { controlFailure } from "../../verdicts/control-failure.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { percent, short, withInterval } from "../../words/numbers.ts";
import type { StatementId } from "./controls.ts";
import type { Gap } from "./gap.ts";
import type { Judgement } from "./judge.ts";

/** What is said of a generator's distance: nothing is called near before copies were looked for. */
export function distanceVerdicts({
  judgement,
  whole,
  controls,
  unseen,
  effort,
}: {
  readonly judgement: Judgement;
  /** The first space's gap with all images. */
  readonly whole: Gap;
  readonly controls: readonly Control[];
  readonly unseen: boolean;
  readonly effort: Effort;
}): readonly Verdict[] {
  const { n, copies, isCopied, isFarther } = judgement;
  const from = unseen ? "unseen real images" : "real images";
  const said: (readonly [StatementId, Verdict["level"], string, string])[] = [
    isCopied
      ? [
          "copies",
          "problem",
          `About ${percent(copies.share)} of its images are copies of training images.`,
          copyDetail(judgement),
        ]
      : ["copies", "good", "No copies of training images were found.", copyDetail(judgement)],
    isFarther
      ? [
          "gap",
          whole.ratio >= 2 ? "problem" : "note",
          `About ${times(whole.ratio)} times farther from ${from} than fresh real ones are.`,
          `${withInterval({ value: whole.ratio, interval: whole.interval })} times, with ${whole.n} images.`,
        ]
      : [
          "gap",
          isCopied ? "note" : "good",
          `As near to ${from} as fresh real ones, as far as this lens could tell.`,
          `${withInterval({ value: whole.ratio, interval: whole.interval })} times as far as fresh real ones are, with ${whole.n} images.${isCopied ? " Copies bring it nearer." : ""}`,
        ],
  ];
  return said.flatMap(([id, level, headline, detail]) => {
    // A sentence of which it is not known how often it is wrong is not said.
    if (!mayBeSaid({ lens: "distance", statement: id, effort, n })) return [];
    const own = controls.filter((control) => control.id.startsWith(`${id}-`));
    const failure = controlFailure(own, subjects[id]);
    const found =
      failure === undefined ? { level, headline } : { level: "cannot tell" as const, headline: failure };
    return [verdict({ id, ...found, detail, controls: own.map((control) => control.id) }, effort)];
  });
}

const subjects: Readonly<Record<StatementId, string>> = {
  gap: "how far its images are",
  copies: "whether it copies",
};

function copyDetail({ copies, n }: Judgement): string {
  return `${copies.near} of ${n} images lie much nearer to one training image than to its neighbours, where one in a hundred unseen real ones does.`;
}

/** "seven", "1.4" */
function times(ratio: number): string {
  const whole = Math.round(ratio);
  if (ratio < 2.95 || whole > 12) return short(Number(ratio.toPrecision(2)));
  return ["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"][
    whole - 3
  ] as string;
}
