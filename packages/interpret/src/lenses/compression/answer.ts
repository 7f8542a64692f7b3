import { percent } from "../../words/numbers.ts";
import type { CompressionJudgement } from "./judge.ts";
import type { CompressionMeasures } from "./measures.ts";
import { gapWords } from "./verdicts.ts";

/** The answer in words, at most 60 of them: what decides, what autoencoders give beside it, and what it does not tell. */
export function compressionAnswer(
  { gap, size }: CompressionJudgement,
  { generated, real, seeds }: Pick<CompressionMeasures, "generated" | "real" | "seeds">,
): string {
  const ofSize = (measures: CompressionMeasures["real"]): number | null | undefined =>
    measures.find(({ name }) => name.includes(` from ${size} numbers`))?.value;
  const [ofGenerated, ofReal] = [ofSize(generated), ofSize(real)];
  const beside =
    ofGenerated == null || ofReal == null
      ? []
      : [
          `Autoencoders bring back ${percent(ofGenerated)} and ${percent(ofReal)} (${seeds === 1 ? "this seed only" : `mean of ${seeds} seeds`}).`,
        ];
  return [
    `${gapWords(gap, size)}.`,
    ...beside,
    "Blur, copies and missing kinds of images compress well, too.",
  ].join(" ");
}
