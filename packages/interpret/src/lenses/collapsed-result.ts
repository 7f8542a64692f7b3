import type { LensAnswer, LensContext, NdArray } from "@ganlens/core";
import { measure } from "@ganlens/metrics";
import { collapseVerdict } from "../verdicts/collapse-verdict.ts";

/** What a lens says of a generator that draws one and the same image: there is no variance to explain. */
export function collapsedResult(images: NdArray, { effort }: Pick<LensContext, "effort">): LensAnswer {
  const reason = "The generator draws one and the same image: there is no variance to explain.";
  return {
    answer: "There is no variance to explain: the generator has collapsed to one image.",
    verdicts: collapseVerdict({ n: images.shape[0] as number, effort }),
    measures: [
      measure({
        name: "explained variance of generated images",
        value: null,
        reason,
        n: 0,
        better: "higher",
      }),
    ],
    figures: [],
    evidence: [],
  };
}
