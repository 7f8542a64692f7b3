import { unknownNameError } from "@ganlens/core";
import * as z from "zod";
import type { DatasetSamples } from "../samples/dataset-samples.ts";

/** Which splits a transform changes: their names, or all of them. */
export type SplitChoice = "all" | readonly string[];

export const splitChoiceSchema: z.ZodType<SplitChoice> = z.union([
  z.literal("all"),
  z.array(z.string().min(1)).min(1),
]);

/**
 * The names of the chosen splits.
 *
 * @throws {ConfigInvalidError} for a split that the data do not have
 */
export function chosenSplits({ splits, info }: DatasetSamples, choice: SplitChoice): readonly string[] {
  const known = Object.keys(splits);
  if (choice === "all") return known;
  for (const name of choice) {
    if (!known.includes(name)) throw unknownNameError({ what: `split of ${info.name}`, name, known });
  }
  return choice;
}

/** The rows of the chosen splits, each once, in ascending order. */
export function chosenRows(samples: DatasetSamples, choice: SplitChoice): Int32Array {
  const rows = new Set<number>();
  for (const name of chosenSplits(samples, choice)) {
    for (const row of samples.splits[name] as Int32Array) rows.add(row);
  }
  return Int32Array.from(rows).sort();
}
