import type { Control, Effort, Verdict } from "@ganlens/core";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { copying, type NearCopies } from "../../copies/near-copies.ts";
import { placedVerdict } from "../../verdicts/placed-verdict.ts";
import { verdict } from "../../verdicts/verdict.ts";
import { aboutShare } from "../../words/about-share.ts";
import { percent, withInterval } from "../../words/numbers.ts";
import { least, most } from "./answer.ts";
import type { GroupJudgement, GroupRatio } from "./group-ratios.ts";
import type { Found } from "./judge.ts";
import { decidedAs, type StatementId } from "./statements.ts";

/** What the sentences of this lens are made from. */
export interface CoverageFindings {
  /** Undefined where the data have no classes: nothing is said of them then. */
  readonly classes: Found | undefined;
  readonly kinds: Found;
  /** How often the classes of labelled images are told rightly, and of how many. */
  readonly reading: { readonly accuracy: number; readonly labelled: number } | undefined;
  readonly controls: readonly Control[];
  /** Copies cover what they are copies of: nothing good is said where there are many. */
  readonly nearCopies: NearCopies;
  readonly effort: Effort;
}

/** Faults whose power stands below a sentence: those that are seen, and those that are too small for it. */
const told: Readonly<Record<StatementId, readonly (readonly [fault: string, strength: number])[]>> = {
  classes: [
    ["class-missing", 1],
    ["class-missing", 0.75],
    ["class-missing", 0.5],
    ["class-overdrawn", 2],
  ],
  kinds: [
    ["kind-missing", 0.2],
    ["kind-missing", 0.1],
    ["kind-missing", 0.05],
  ],
};

/** What cannot be told where a control failed. */
const subjects: Readonly<Record<StatementId, string>> = {
  classes: "whether it misses a class",
  kinds: "whether it misses a kind of image",
};

/** Where more of the images than this are unlike any real one, a classifier of real images says nothing of them. */
const mostUnlike = 0.5;

/** From this share of all kinds on it is a problem, not a note. */
const manyKinds = 1 / 4;

/** What is said of classes and kinds, each where its own controls came out as they must. */
export function coverageVerdicts(
  { classes, kinds, reading, controls, nearCopies, effort }: CoverageFindings,
  nameOf: (label: number) => string,
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const found: readonly (readonly [StatementId, Found])[] = [
    ...(classes === undefined ? [] : ([["classes", classes]] as const)),
    ["kinds", kinds],
  ];
  return found.flatMap(([id, judged]) => {
    if ("reason" in judged) {
      const words = {
        level: "cannot tell",
        headline: `Cannot tell ${subjects[id]}.`,
        detail: `Nothing was compared, because ${judged.reason}.`,
      } as const;
      return [verdict({ id, ...words }, effort)];
    }
    return placedVerdict(
      {
        id,
        words: id === "classes" ? classWords(judged, nameOf, reading) : kindWords(judged),
        subject: subjects[id],
        obstacle:
          id === "classes" && (judged.unlike ?? 0) > mostUnlike
            ? `Cannot tell ${subjects.classes}: most of its images are unlike any real one.`
            : undefined,
        againstPraise: copying(subjects[id], nearCopies),
        controls,
        told: told[id],
      },
      { decidedAs, n: judged.n, effort, rows },
    );
  });
}

type Words = Pick<Verdict, "level" | "headline"> & { readonly detail: string };

function classWords(
  judged: GroupJudgement,
  nameOf: (label: number) => string,
  reading: CoverageFindings["reading"],
): Words {
  const one = (group: GroupRatio) =>
    `class ${nameOf(group.group)} ${withInterval({ value: group.ratio, interval: group.interval })}`;
  const all =
    judged.beyond.length > 0
      ? `Surely too seldom or too often: ${judged.beyond.map(one).join(", ")} times what it should be.`
      : `Least and most drawn, for what they should be: ${one(least(judged))} and ${one(most(judged))} times.`;
  const detail = `${all} ${judged.n} images, told by the nearest of ${reading?.labelled} labelled ones (right in ${percent(reading?.accuracy ?? 0)} of real images), the classifier's confusions taken out. Surely means less than two thirds or more than one and a half times.`;
  const [worst] = judged.beyond;
  if (worst === undefined) {
    return {
      level: "good",
      headline: "No class could be told to be drawn much too seldom or too often.",
      detail,
    };
  }
  const name = nameOf(worst.group);
  return {
    level: worst.ratio <= 0.5 || worst.ratio >= 2 ? "problem" : "note",
    headline:
      worst.ratio < 0.05
        ? `It draws hardly any images of class ${name}.`
        : `It draws ${timesWords(worst.ratio)} as many images of class ${name} as it should.`,
    detail,
  };
}

function kindWords({ beyond, groups, isUneven, n }: GroupJudgement): Words {
  const few = beyond.filter(({ beyond: way }) => way === "few").length;
  const share = beyond.reduce((sum, { real }) => sum + real, 0);
  const one = ({ ratio, interval }: GroupRatio) => withInterval({ value: ratio, interval });
  const ends = `The least drawn one is drawn ${one(least({ groups }))} times as often as it should be, the most drawn one ${one(most({ groups }))} times.`;
  const counted =
    beyond.length === 0
      ? ""
      : `${few} too seldom, ${beyond.length - few} too often; together ${percent(share)} of real images. `;
  const detail = `${counted}${ends} ${n} images. Kinds are clusters of real images; one that is drawn otherwise (softer, thicker, moved) counts as not drawn.`;
  if (!isUneven) {
    return {
      level: "good",
      headline: "No kind of real image could be told to be drawn too seldom or too often.",
      detail,
    };
  }
  return {
    level: beyond.length >= manyKinds * groups.length ? "problem" : "note",
    headline:
      beyond.length === 0
        ? "Some kinds of real images are drawn too seldom or too often; which, could not be told."
        : `At least ${beyond.length} of ${groups.length} kinds of real images ${beyond.length === 1 ? "is" : "are"} drawn too seldom or too often.`,
    detail,
  };
}

/** "about half", "about one and a half times", "about three times" */
function timesWords(ratio: number): string {
  if (ratio < 1) return aboutShare(ratio);
  if (ratio < 1.75) return "about one and a half times";
  if (ratio < 2.5) return "about twice";
  const whole = ["three", "four", "five", "six", "seven", "eight", "nine"][Math.round(ratio) - 3];
  return whole === undefined ? "more than nine times" : `about ${whole} times`;
}
