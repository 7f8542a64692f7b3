import { ConfigInvalidError, unknownNameError } from "@ganlens/core";
import type { DatasetSamples } from "../samples/dataset-samples.ts";

/**
 * Classes and labels of data, for a transform that needs them.
 *
 * @throws {ConfigInvalidError} when they have none
 */
export function classesOf(
  { info, labels }: DatasetSamples,
  transform: string,
): { readonly classes: readonly string[]; readonly labels: Int32Array } {
  if (info.classes !== undefined && labels !== undefined) return { classes: info.classes, labels };
  throw new ConfigInvalidError({
    message: `Expected classes for the transform ${transform}, but ${info.name} has none.`,
    hint: "Leave it out for these data.",
  });
}

/** @throws {ConfigInvalidError} for a class that there is not */
export function labelOf(classes: readonly string[], name: string): number {
  const label = classes.indexOf(name);
  if (label === -1) throw unknownNameError({ what: "class", name, known: classes });
  return label;
}
