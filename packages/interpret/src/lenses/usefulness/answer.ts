import type { Worth } from "../../recognition/worth.ts";
import { percent } from "../../words/numbers.ts";
import type { ToldWell } from "./second-application.ts";
import { rounded, type UsefulnessFindings } from "./verdicts.ts";

/** The answer in words: what was learned from generated images and from real ones, and how well the pair finds what does not belong. */
export function usefulnessAnswer({
  recognition,
  anomaly,
}: {
  readonly recognition:
    | (Pick<UsefulnessFindings, "real"> & { readonly worth: Worth; readonly taught: boolean })
    | { readonly reason: string };
  /** What autoencoders tell well; undefined where it was not looked at. */
  readonly anomaly: ToldWell | undefined;
}): string {
  const recognised =
    "reason" in recognition
      ? `What its images are worth for recognition was not looked at: ${recognition.reason}.`
      : `A network that learned from ${recognition.worth.count} generated images${recognition.taught ? ", labelled by a recogniser," : ""} recognises ${percent(recognition.worth.accuracy)} of real test images, as after ${numberWords(recognition.worth)} real ones.`;
  if (anomaly === undefined) return recognised;
  const { corruptions, otherData } = anomaly;
  const [alsoGenerated, alsoReal] =
    otherData.of === 0
      ? ["", ""]
      : [` and ${otherData.generated} of ${otherData.of} other data sets`, ` and ${otherData.real}`];
  return `${recognised} By its errors, an autoencoder of generated images tells ${corruptions.generated} of ${corruptions.of} corruptions${alsoGenerated} well, one of real images ${corruptions.real}${alsoReal}.`;
}

function numberWords({ value, isAtMostFirst, isAtLeastAll }: Worth): string {
  if (isAtMostFirst) return `at most ${rounded(value)}`;
  return `${isAtLeastAll ? "at least" : "about"} ${rounded(value)}`;
}
