import { latentSize } from "@ganlens/core";
import { percent, short, withInterval } from "../../words/numbers.ts";
import type { IdentifiabilityFacts, IdentifiabilityMeasures } from "./measures.ts";

/** The answer in words, at most 60 of them, made from the numbers that the verdicts are made from. */
export function identifiabilityAnswer(
  { sum }: IdentifiabilityMeasures,
  { latent, drawn, sensitivity }: Pick<IdentifiabilityFacts, "latent" | "drawn" | "sensitivity">,
): string {
  const size = latentSize(latent);
  const count = drawn.counted.half.above.length;
  const sentences = [
    `${count === 0 ? "None" : `At least ${count}`} of ${size} noise directions can be read by R² above 0.5, linearly from a ${drawn.codeSize}-number code of the image; ΣR² is ${withInterval(sum)}.`,
  ];
  if (sensitivity === undefined) {
    sentences.push(
      "Which directions move the image cannot be told from samples alone: that takes a generator.",
    );
    return sentences.join(" ");
  }
  const { effective, share } = sensitivity;
  if (effective.value === null) sentences.push("None moves the image.");
  else
    sentences.push(
      `Nine tenths of what moves the image lie along about ${short(effective.value)} directions.`,
    );
  if (share !== undefined) {
    sentences.push(
      `Those read hold ${withInterval(share.ratio, percent)} of what the best ${share.size} hold, random ones ${percent(share.chance)}.`,
    );
  }
  return sentences.join(" ");
}
