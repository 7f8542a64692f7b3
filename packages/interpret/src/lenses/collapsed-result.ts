import type { LensAnswer, LensContext, Measure, NdArray } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import { collapseVerdict } from "../verdicts/collapse-verdict.ts";

/** The measure that a lens could not make, and what its answer is instead. */
export interface Unmeasured extends Pick<Measure, "better"> {
  readonly name: string;
  /** "there is no variance to explain" */
  readonly instead: string;
}

const byVariance: Unmeasured = {
  name: "explained variance of generated images",
  better: "higher",
  instead: "there is no variance to explain",
};

/** What a lens says of a generator that draws one and the same image. */
export function collapsedResult(
  images: NdArray,
  { effort }: Pick<LensContext, "effort">,
  { name, better, instead }: Unmeasured = byVariance,
): LensAnswer {
  return {
    answer: `The generator has collapsed to one image: ${instead}.`,
    verdicts: collapseVerdict({ n: images.shape[0] as number, effort }),
    measures: [
      measure({
        name,
        value: null,
        reason: `The generator draws one and the same image: ${instead}.`,
        n: 0,
        better,
      }),
    ],
    figures: [],
    evidence: [],
  };
}
