import { ConfigInvalidError } from "@ganlens/core";
import * as z from "zod";
import { chosenSplits, type SplitChoice, splitChoiceSchema } from "./chosen-splits.ts";
import { classesOf, labelOf } from "./classes-of.ts";
import type { DatasetTransform } from "./transform.ts";
import { countsOf, withSplits } from "./with-splits.ts";

/** Some classes only. */
export interface ClassesTransform {
  readonly name: "classes";
  /** The classes that stay, by name; or those that go. */
  readonly keep?: readonly string[] | undefined;
  readonly drop?: readonly string[] | undefined;
  /** `["train"]` unless told. */
  readonly splits?: SplitChoice | undefined;
}

/**
 * Leaves out whole classes, of training samples unless told: held-out samples then still show what is missing. Where it is done to all
 * splits, the classes are gone from `info.classes`, too.
 */
export const classesTransform: DatasetTransform<ClassesTransform> = {
  name: "classes",
  schema: z.strictObject({
    name: z.literal("classes"),
    keep: z.array(z.string()).min(1).exactOptional(),
    drop: z.array(z.string()).min(1).exactOptional(),
    splits: splitChoiceSchema.exactOptional(),
  }),
  apply(samples, { keep, drop, splits = ["train"] }) {
    const { classes, labels } = classesOf(samples, "classes");
    if ((keep === undefined) === (drop === undefined)) {
      throw new ConfigInvalidError({
        message: `Expected one of "keep" and "drop" in the transform classes, received ${keep === undefined ? "neither" : "both"}.`,
        hint: 'For example: { "name": "classes", "keep": ["3", "7"] }',
      });
    }
    const named = new Set((keep ?? drop ?? []).map((name) => labelOf(classes, name)));
    const stays = (row: number) => named.has(labels[row] as number) === (keep !== undefined);
    const chosen = chosenSplits(samples, splits);
    const left = withSplits(
      samples,
      Object.fromEntries(
        Object.entries(samples.splits).map(([name, rows]) => [
          name,
          chosen.includes(name) ? rows.filter(stays) : rows,
        ]),
      ),
    );
    if (chosen.length < Object.keys(samples.splits).length) return left;
    const order = classes.flatMap((_, label) => (named.has(label) === (keep !== undefined) ? [label] : []));
    const renumbered = (of: Int32Array): Int32Array => of.map((label) => order.indexOf(label));
    const numbers = renumbered(left.labels as Int32Array);
    return {
      ...left,
      info: {
        ...left.info,
        classes: order.map((label) => classes[label] as string),
        classCounts: countsOf(numbers, order.length),
      },
      labels: numbers,
    };
  },
};
