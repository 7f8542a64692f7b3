import { percent, short } from "../../words/numbers.ts";
import type { ApartJudgement, PropertyJudgement } from "./judge.ts";

/** The answer in words: how often a classifier is right, and which properties differ, the most first. */
export function tellAnswer({ both }: ApartJudgement, { found, n }: PropertyJudgement): string {
  const right = `A linear classifier of codes and residuals is right in ${percent(both.accuracy)} of ${2 * n} images (AUC ${short(both.auc)} [${short(both.interval[0])}, ${short(both.interval[1])}]; chance is 0.5).`;
  const differ = found.map(({ property, effect }) => `${property.name} (${short(effect)})`).join(", ");
  return `${right} ${differ === "" ? "None of the measured properties differs by more than chance." : `What differs, in spreads of single images: ${differ}.`}`;
}
