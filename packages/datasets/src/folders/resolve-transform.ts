import type { PictureTransform } from "@ganlens/core";
import type { ImageFolderSpec } from "../dataset-spec.ts";
import type { PictureFacts } from "../pictures/picture-decoder.ts";

/** Sides that are chosen when none is asked for: those that the generators come in. */
const usualSides = [64, 32, 28] as const;

/** True when a specification leaves open what only the files can say. */
export function dependsOnFiles({ size, channels }: Omit<ImageFolderSpec, "path">): boolean {
  return size === undefined || channels === undefined;
}

/**
 * What is done to each picture: what is asked for, and what the files suggest where nothing is.
 *
 * Side: 64, 32 or 28, the largest that is not above the median of the shorter sides, and 28 below that. Channels: as most files
 * have, 3 when as many have one as the other. Transparent pixels lie over white.
 */
export function resolveTransform(
  { size, channels, fit = "cover" }: Omit<ImageFolderSpec, "path">,
  facts: readonly PictureFacts[],
): PictureTransform {
  const side = usualSides.find((usual) => usual <= medianOfShorterSides(facts)) ?? 28;
  const grey = facts.filter((fact) => fact.channels === 1).length;
  return {
    size: size ?? [side, side],
    channels: channels ?? (2 * grey > facts.length ? 1 : 3),
    fit,
    behind: "white",
  };
}

/** The lower one of the two in the middle where their count is even. */
function medianOfShorterSides(facts: readonly PictureFacts[]): number {
  const sides = facts.map(({ height, width }) => Math.min(height, width)).sort((a, b) => a - b);
  return sides[Math.floor((sides.length - 1) / 2)] ?? 0;
}

function fitWords({ fit, behind }: PictureTransform): string {
  if (fit === "contain") return `whole, between ${behind} bars`;
  return fit === "cover" ? "the middle is cut out" : "stretched";
}

/** A transform in one sentence for users. */
export function transformSentence(transform: PictureTransform): string {
  const { size, channels, fit, behind } = transform;
  const [height, width] = size;
  const colours = channels === 1 ? "grey" : "in colours";
  return `Pictures become ${height} × ${width}, ${colours}, ${fitWords(transform)} (${fit}); what is transparent becomes ${behind}.`;
}

/** What of the files suggested a transform, for users. */
export function suggestionSentence(facts: readonly PictureFacts[]): string {
  const colours = facts.filter((fact) => fact.channels === 3).length;
  return `The files suggest it: the median of their shorter sides is ${medianOfShorterSides(facts)}, and ${colours} of ${facts.length} are in colours; size, channels and fit change it.`;
}
