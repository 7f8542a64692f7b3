import { DatasetInvalidError } from "@ganlens/core";
import { type LabelClasses, labelClasses } from "../labels/label-classes.ts";
import { listMembers, type Member, memberNamed, membersOf } from "./choose-member.ts";
import { latentsOf } from "./decode-latent-file.ts";
import { type FileArrays, fileArrays } from "./file-arrays.ts";
import type { NamedBytes, SampleFile } from "./sample-file.ts";

const labelNames: readonly string[] = ["labels", "label", "y", "classes", "targets", "target"];
const latentNames: readonly string[] = ["latents", "latent", "z", "noise"];

/** What stands beside the images in their file: labels, latents, and what was passed over. */
export type Companions = Pick<SampleFile, "labels" | "classes" | "latents" | "notes">;

/** Labels and latents of `count` images among the other arrays of their file; those that do not fit are named. */
export function companionsOf(
  file: FileArrays,
  { images, count, source }: { readonly images: string; readonly count: number; readonly source: string },
): Companions {
  const fits = (member: Member | undefined) =>
    member !== undefined && member.name !== images && member.array.shape[0] === count ? member : undefined;
  const labels = fits(memberNamed(file, labelNames));
  const latents = fits(memberNamed(file, latentNames));
  const labelled =
    labels !== undefined && isLabels(labels) ? labelsOf(labels, `${labels.name} of ${source}`) : undefined;
  const drawn = latents?.array.dtype.startsWith("float")
    ? latentsOf(latents, `${latents.name} of ${source}`)
    : undefined;
  const used = new Set([images, ...(labelled ? [labels?.name] : []), ...(drawn ? [latents?.name] : [])]);
  const others = membersOf(file).filter(({ name }) => !used.has(name));
  return {
    ...(labelled ?? {}),
    ...(drawn === undefined ? {} : { latents: drawn.latents }),
    notes: [
      ...(drawn?.note === undefined ? [] : [drawn.note]),
      ...(others.length === 0 ? [] : [`Other arrays are not used: ${listMembers(others)}.`]),
      ...file.unreadable.map(({ name, reason }) => `${name} could not be read: ${reason}`),
    ],
  };
}

/**
 * The labels in a file of their own.
 *
 * @throws {DatasetInvalidError} when it holds no whole numbers, one for each of `count` images
 */
export function labelFile(file: NamedBytes, count: number, maximumBytes?: number): LabelClasses {
  const arrays = fileArrays(file, maximumBytes);
  const members = membersOf(arrays);
  const member = members.length === 1 ? members[0] : memberNamed(arrays, labelNames);
  if (member === undefined || !isLabels(member) || member.array.shape[0] !== count) {
    throw new DatasetInvalidError({
      message: `Expected ${file.name} to hold a whole number for each of ${count} images, found ${listMembers(members)}.`,
      hint: "Check that the two files belong together.",
    });
  }
  return labelsOf(member, file.name);
}

function isLabels({ array: { dtype, shape } }: Member): boolean {
  return (
    (/^u?int|^bool/.test(dtype) && shape.length === 1) ||
    (/^u?int/.test(dtype) && shape.length === 2 && shape[1] === 1)
  );
}

function labelsOf({ array }: Member, source: string): LabelClasses {
  return labelClasses(array.data as Iterable<number | bigint>, source);
}
