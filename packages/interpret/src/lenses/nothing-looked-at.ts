import type { LensAnswer, LensContext } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import { verdict } from "../verdicts/verdict.ts";

/** What a lens says where its images cannot be judged. */
export interface NothingLookedAt {
  /** Id of the verdict that stands for all. */
  readonly id: string;
  readonly headline: string;
  /** What was not looked at: "Whether it copies". */
  readonly question: string;
  readonly reason: string;
  /** The measure that could not be made. */
  readonly measured: string;
  readonly better: "higher" | "lower" | "neither";
  /** Generated images. */
  readonly n: number;
}

/** One "cannot tell" with its reason, and no numbers: too few images, or no real ones. */
export function nothingLookedAt(
  { id, headline, question, reason, measured, better, n }: NothingLookedAt,
  { effort }: Pick<LensContext, "effort">,
): LensAnswer {
  const why = `No control is possible here, because ${reason}.`;
  return {
    answer: `${question} was not looked at: ${reason}.`,
    verdicts: [verdict({ id, level: "cannot tell", headline, detail: why }, effort)],
    measures: [measure({ name: measured, value: null, reason: why, n, better })],
    figures: [],
    evidence: [],
  };
}
