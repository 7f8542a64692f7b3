import type { Lens, LensContext, LensResult } from "@ganlens/core";
import { measure } from "@ganlens/metrics";

/** What a lens says of a generator that draws one and the same image: there is no variance to explain. */
export function collapsedResult({
  lens,
  context,
}: {
  readonly lens: Pick<Lens, "id" | "question">;
  readonly context: LensContext;
}): LensResult {
  const reason = "The generator draws one and the same image: there is no variance to explain.";
  return {
    schemaVersion: 1,
    lens: lens.id,
    question: lens.question,
    answer: `There is no variance to explain: the generator has collapsed to one image.`,
    effort: context.effort,
    seed: context.seed,
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
