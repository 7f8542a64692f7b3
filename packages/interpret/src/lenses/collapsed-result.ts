import type { LensAnswer } from "@ganlens/core";
import { measure } from "@ganlens/metrics";

/** What a lens says of a generator that draws one and the same image: there is no variance to explain. */
export function collapsedResult(): LensAnswer {
  const reason = "The generator draws one and the same image: there is no variance to explain.";
  return {
    answer: "There is no variance to explain: the generator has collapsed to one image.",
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
