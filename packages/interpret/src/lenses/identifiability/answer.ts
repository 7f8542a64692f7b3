import { short, withInterval } from "../../words/numbers.ts";
import type { IdentifiabilityFacts, IdentifiabilityMeasures } from "./measures.ts";

/** The answer in words, made from the measures. */
export function identifiabilityAnswer(
  { sum, aboveHalf, aboveFourFifths, agreement }: IdentifiabilityMeasures,
  { latent, drawn, sensitivity, label, fixed }: IdentifiabilityFacts,
): string {
  const most = Math.min(drawn.codeSize, latent.size);
  const control = sum.control?.value ?? 0;
  const parts = [
    `Of ${latent.size} noise inputs, ${aboveHalf.value} directions can be read back from the image with R² above 0.5 and ${aboveFourFifths.value} above 0.8${latent.label === undefined ? "" : ", labels drawn"}; all together ΣR² is ${withInterval(sum)} of at most ${most} (codes and noise that do not belong together: at most ${short(control)} along any direction).`,
  ];
  if (fixed !== undefined) {
    const above = fixed.canonical.columns.filter(({ value }) => (value ?? 0) > 0.5).length;
    parts.push(
      `With the label fixed at ${label} it is ${withInterval(fixed.canonical.sum)}, ${above} directions above 0.5.`,
    );
  }
  const agrees = agreement.control?.passed === true;
  parts.push(
    `The image itself moves along few directions, ${sensitivity.effective} hold nine tenths of its sensitivity, and ${agrees ? "they are largely the ones that can be read back" : "they are not clearly the ones that can be read back"}: mean cos² ${short(agreement.value ?? 0)} over ${sensitivity.compared} directions, chance ${short(agreement.control?.value ?? 0)}.`,
  );
  return parts.join(" ");
}
