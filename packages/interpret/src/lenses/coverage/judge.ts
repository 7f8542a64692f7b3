import { concatRows, type NdArray, Random, rows } from "@ganlens/core";
import type { PixelCodes } from "../../copies/pixel-codes.ts";
import type { ControlImages } from "../../real/control-images.ts";
import { type ClassJudgement, type ClassReader, classReader, firstLabelled } from "./class-reader.ts";
import type { GroupJudgement } from "./group-ratios.ts";
import { type KindReader, kindReader } from "./kind-reader.ts";
import type { StatementId } from "./statements.ts";

/** What is found of one sort of groups, or why nothing is. */
export type Found = (GroupJudgement & Partial<Pick<ClassJudgement, "unlike">>) | { readonly reason: string };

/** The rules by which images are looked at: the same for the generator, for the placebo and for planted faults. */
export interface Judge {
  /** Undefined where the data have no classes. */
  readonly classes: ClassReader | { readonly reason: string } | undefined;
  readonly kinds: KindReader | { readonly reason: string };
  of(id: StatementId, suspect: NdArray): Promise<Found>;
}

/** Training images that classes and kinds are told by, at most. */
const mostTraining = 6000;

/** How many of the training images kinds are fitted to: a third. */
export function fittedCount(training: NdArray): number {
  return Math.floor(Math.min(mostTraining, training.shape[0] as number) / 3);
}

/**
 * Compares how often classes and kinds of real images occur.
 *
 * Classes are told by the nearest training images, all labelled; kinds are clusters of a third of the training images, and compared
 * with the shares that the other two thirds and images of `known` have in them.
 */
export async function judgeOf({
  images: { training, known, labels },
  pixels,
}: {
  readonly images: ControlImages;
  readonly pixels: PixelCodes;
}): Promise<Judge> {
  const most = Math.min(mostTraining, training.shape[0] as number);
  const points = await pixels.codes(rows(training, 0, most));
  const fitted = fittedCount(training);
  const classes =
    labels === undefined ? undefined : await classReader(firstLabelled(points, labels.training, most));
  const kinds = await kindReader({
    fitted: rows(points, 0, fitted),
    compared: concatRows([rows(points, fitted, most), await pixels.codes(known)]),
    random: Random.fromSeed(0).split("kinds"),
  });
  return {
    classes,
    kinds,
    async of(id, suspect) {
      const reader = id === "classes" ? classes : kinds;
      if (reader === undefined) return { reason: "the real images have no class labels" };
      return "reason" in reader ? reader : reader.judge(await pixels.codes(suspect));
    },
  };
}

/** Whether groups are drawn too seldom or too often. */
export function isUneven(found: Found): boolean {
  return !("reason" in found) && found.isUneven;
}
