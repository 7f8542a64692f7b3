import { labelPart, latentSize, type Measure } from "@ganlens/core";
import { short, withInterval } from "../../words/numbers.ts";
import type { IdentifiabilityFacts, IdentifiabilityMeasures } from "./measures.ts";

/** The answer in words, made from the measures. */
export function identifiabilityAnswer(
  { sum, aboveHalf, aboveFourFifths, agreement }: IdentifiabilityMeasures,
  { latent, drawn, sensitivity, label, fixed }: IdentifiabilityFacts,
): string {
  const size = latentSize(latent);
  const most = Math.min(drawn.codeSize, size);
  const control = sum.control?.value ?? 0;
  const parts = [
    `Of ${size} noise inputs, ${aboveHalf.value} directions can be read back from the image with R² above 0.5 and ${aboveFourFifths.value} above 0.8${labelPart(latent) === undefined ? "" : ", labels drawn"}; all together ΣR² is ${withInterval(sum)} of at most ${most} (codes and noise that do not belong together: at most ${short(control)} along any direction).`,
  ];
  if (fixed !== undefined) {
    const above = fixed.canonical.columns.filter(({ value }) => (value ?? 0) > 0.5).length;
    parts.push(
      `With the label fixed at ${label} it is ${withInterval(fixed.canonical.sum)}, ${above} directions above 0.5.`,
    );
  }
  if (sensitivity === undefined || agreement === undefined) {
    parts.push("Which directions move the image cannot be told from samples alone: that takes a generator.");
    return parts.join(" ");
  }
  const few = sensitivity.effective <= size / 4 ? "few directions" : "many directions";
  parts.push(
    `The image itself moves along ${few}, ${sensitivity.effective} of ${size} hold nine tenths of its sensitivity${agreementWords(agreement, aboveHalf, sensitivity.compared, size)}.`,
  );
  return parts.join(" ");
}

/** Whether the directions that move the image are those that can be read back; silent where that is no question. */
function agreementWords(agreement: Measure, aboveHalf: Measure, compared: number, size: number): string {
  const readable = aboveHalf.value ?? 0;
  if (readable === 0) return "; none can be read back well, so there is nothing to compare them with";
  if (readable > size / 2) return "; most of them can be read back, so that there is no telling them apart";
  const value = agreement.value ?? 0;
  const chance = agreement.control?.value ?? 0;
  const verdict = value >= 0.7 ? "largely" : agreement.control?.passed === true ? "in part" : "not clearly";
  return `, and they are ${verdict} the ones that can be read back: mean cos² ${short(value)} over ${compared} directions, chance ${short(chance)}`;
}
