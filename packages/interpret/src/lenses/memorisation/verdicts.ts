import type { Control, Effort, Verdict } from "@ganlens/core";
import type { CalibrationRow } from "../../calibration/calibration-row.ts";
import { leastVariance } from "../../sets/collapse.ts";
import { placedVerdict } from "../../verdicts/placed-verdict.ts";
import { percent } from "../../words/numbers.ts";
import type { CopyJudgement, RepeatJudgement, SearchId } from "./judge.ts";
import { decidedAs, type StatementId } from "./statements.ts";

/** What the sentences of this lens are made from. */
export interface MemorisationFindings {
  readonly copies: CopyJudgement;
  readonly repeats: RepeatJudgement;
  readonly controls: readonly Control[];
  /** Whether the training images are not known to be those of the generator. */
  readonly foreign: boolean;
  /** What copies are told from, for sentences: "held-out real images". */
  readonly known: string;
  /** Whether the generator has seen these, too. */
  readonly areSeen: boolean;
  /** Variance of generated images as a share of that of training images. */
  readonly variance: number;
  /** Real images that copies are told from and that are nearly the same as a training image, and how many there are in all. */
  readonly overlap: { readonly count: number; readonly n: number };
  /** Training images among which copies were searched. */
  readonly searched: number;
  readonly effort: Effort;
}

/** Faults whose power stands below a sentence: those that are seen, and those that this lens does not see. */
const told: Readonly<Record<StatementId, readonly (readonly [fault: string, strength: number])[]>> = {
  copies: [
    ["exact-copies", 0.02],
    ["noised-copies", 0.02],
    ["shifted-copies", 0.05],
    ["part-copies", 0.05],
  ],
  repeats: [["duplicates", 0.05]],
};

/** What cannot be told where a control failed. */
const subjects: Readonly<Record<StatementId, string>> = {
  copies: "whether it copies",
  repeats: "whether it repeats itself",
};

/** From this share of overlapping images on, nothing is left to tell copies from. */
const muchOverlap = 0.02;

/** More repeats than these are a problem, not a note. */
const manyRepeats = 0.1;

type Said = Pick<Verdict, "level" | "headline"> & { readonly detail: string };

/** What is said of copies and repeats, each where its own controls came out as they must. */
export function memorisationVerdicts(
  {
    copies,
    repeats,
    controls,
    foreign,
    known,
    areSeen,
    variance,
    overlap,
    searched,
    effort,
  }: MemorisationFindings,
  rows?: readonly CalibrationRow[],
): readonly Verdict[] {
  const said: Readonly<Record<StatementId, Said & { readonly n: number }>> = {
    // Fisher's test is as right with few images; what it would see is another matter.
    copies: { ...copyWords(copies, { known, areSeen, searched, overlap }), n: repeats.own.n },
    repeats: { ...repeatWords(repeats), n: repeats.own.n },
  };
  const obstacles: Readonly<Record<StatementId, string | undefined>> = {
    copies: foreign
      ? `Cannot tell ${subjects.copies}: what it was trained on is not known.`
      : !copies.isCopied && copies.rows.length < repeats.own.n / 2
        ? `Cannot tell ${subjects.copies}: it draws too few different images.`
        : !copies.isCopied && overlap.count >= muchOverlap * overlap.n
          ? `Cannot tell ${subjects.copies}: many other real images are nearly the same as training images.`
          : undefined,
    repeats:
      !repeats.isRepeated && variance < leastVariance
        ? `Cannot tell ${subjects.repeats}: its images hardly vary.`
        : undefined,
  };
  return (["copies", "repeats"] as const).flatMap((id) => {
    const { n, ...words } = said[id];
    return placedVerdict(
      { id, words, subject: subjects[id], obstacle: obstacles[id], controls, told: told[id] },
      { decidedAs, n, effort, rows },
    );
  });
}

const places: Readonly<Record<SearchId, string>> = {
  pixels: "in pixels",
  shifted: "in pixels moved by up to two",
  codes: "in an autoencoder's code",
};

function copyWords(
  { most, isCopied }: CopyJudgement,
  {
    known,
    areSeen,
    searched,
    overlap,
  }: Pick<MemorisationFindings, "known" | "areSeen" | "searched" | "overlap">,
): Said {
  const { near, n, knownNear, knownCount, share } = most.found;
  const counted = `${near} of ${n} different images lie much nearer to one of ${searched} training images than to its neighbours, ${places[most.id]}; so do ${knownNear} of ${knownCount} ${areSeen ? setAside(known) : known}.${overlap.count === 0 ? "" : ` The data overlap: ${overlap.count} of ${overlap.n} of those are nearly the same as a training image, and hide as many copies.`}`;
  return isCopied
    ? {
        level: "problem",
        headline: `About ${percent(share)} of its images are ${most.id === "codes" ? "near-copies" : "copies"} of training images.`,
        detail: counted,
      }
    : {
        level: "good",
        headline: "No whole copies of training images were found.",
        detail: `${counted} Copies of a part of an image, and mixtures of two, are not looked for${areSeen ? `, nor copies of the ${overlap.n} that it is held against` : ""}.`,
      };
}

/** Training images stand here for those that were not trained on: they are others than those that copies are looked for among. */
function setAside(known: string): string {
  return known === "training images" ? "others of these, that were set aside" : known;
}

function repeatWords({ own, real, isRepeated }: RepeatJudgement): Said {
  const drawn = `If all that it draws were equally likely, there would be ${drawnWords(own.drawn)}.`;
  if (!isRepeated) {
    return {
      level: "good",
      headline: "It does not draw the same images again.",
      detail: `${own.n - own.different} of ${own.n} images repeat another one but for what cannot be seen; ${real.n - real.different} of ${real.n} training images do. ${drawn}`,
    };
  }
  return {
    level: own.share >= manyRepeats ? "problem" : "note",
    headline:
      own.share >= 0.5
        ? `It draws about ${own.different} different images, again and again.`
        : `About ${percent(own.share)} of its images repeat another one.`,
    detail: `${own.n} images fall into ${own.different} that differ, ${real.n} training images into ${real.different}. ${drawn}`,
  };
}

/** "at least 660,000 different images", "about 60 [59, 61] different images" */
export function drawnWords({ value, interval, atLeast }: RepeatJudgement["own"]["drawn"]): string {
  const whole = (count: number): string => Number(count.toPrecision(2)).toLocaleString("en-GB");
  return value === null || interval === undefined
    ? `at least ${whole(atLeast)} different ones`
    : `about ${whole(value)} [${whole(interval.low)}, ${whole(interval.high)}] different ones`;
}
