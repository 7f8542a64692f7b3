import type { Verdict } from "@ganlens/core";
import { leastForControls } from "../../real/control-images.ts";
import { leastVariance } from "../../sets/collapse.ts";
import { percent } from "../../words/numbers.ts";
import { alarm, type Exceedances } from "./exceedance.ts";

/** What a statement stands on beside the shares. */
export interface Grounds {
  /** "held-out" or "set-aside". */
  readonly kept: string;
  /** Whether held-out and training images come from one source. */
  readonly isOwnSource: boolean;
  /** Variance of generated images as a share of that of real ones. */
  readonly variance: number;
}

/** Why nothing can be said of what is foreign, or missing; undefined where something can. */
export function obstacle(
  id: "foreign" | "missing",
  /** What cannot be told: "whether it misses real images". */
  subject: string,
  { placebo, generated, foreign, [id]: share }: Exceedances,
  { kept, isOwnSource, variance }: Grounds,
): Pick<Verdict, "headline" | "detail"> | undefined {
  if (!isOwnSource) {
    return {
      headline: `Cannot tell ${subject}: there are no unseen images of its data's own source.`,
      detail:
        "The held-out images come from another source than those that the generator was trained on: their writers or cameras would be told apart, and not the generator.",
    };
  }
  if (placebo[id].n < leastForControls / 2) {
    return {
      headline: `Too few images to tell ${subject}.`,
      detail: `No control is possible here, because there are only ${share.n} ${kept} images, and at least ${leastForControls} are needed.`,
    };
  }
  if (id === "missing") return undefined;
  // Images that repeat are not as many looks at the generator: what is foreign among so few was never tried.
  if (generated.different < generated.count / 2) {
    return {
      headline: `Cannot tell ${subject}: too few of them differ.`,
      detail: `Of ${generated.count} generated images only ${generated.different} differ from each other.`,
    };
  }
  if (variance < leastVariance && foreign.pValue > alarm) {
    return {
      headline: `Cannot tell ${subject}: they hardly vary.`,
      detail: `Their variance is ${percent(variance)} of that of real ones, and so their errors are small whatever they show.`,
    };
  }
  return undefined;
}
