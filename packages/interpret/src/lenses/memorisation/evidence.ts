import type { Evidence, LensContext } from "@ganlens/core";
import type { KeptLatents } from "../../sets/keep-latents.ts";
import { mostLikeCopies, repeatingRows } from "./figures.ts";
import type { CopyJudgement, RepeatJudgement } from "./judge.ts";

/** What names images: where their latents are kept, and the seed that they were drawn from. */
interface Named {
  readonly kept: KeptLatents;
  readonly context: Pick<LensContext, "seed">;
}

/** The generated images that are most like copies, told by the autoencoder of that hash beside pixels. */
export function copyEvidence(copies: CopyJudgement, model: string, { kept, context }: Named): Evidence {
  return {
    id: "most-like-copies",
    claim: `generated images that are most like copies, by row of ${kept.place}`,
    seed: context.seed,
    ...kept.named,
    indices: mostLikeCopies(copies).map((at) => copies.rows[at] as number),
    models: [model],
  };
}

/** The generated images that repeat one another; nothing where there are none. */
export function repeatEvidence(
  repeats: Pick<RepeatJudgement, "own">,
  { kept, context }: Named,
): readonly Evidence[] {
  const indices = [...repeatingRows(repeats)];
  if (indices.length === 0) return [];
  return [
    {
      id: "repeats",
      claim: `generated images that repeat one another, group by group, by row of ${kept.place}`,
      seed: context.seed,
      ...kept.named,
      indices,
    },
  ];
}
