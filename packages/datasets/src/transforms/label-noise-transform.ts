import { ConfigInvalidError, Random } from "@ganlens/core";
import * as z from "zod";
import { chosenRows, type SplitChoice, splitChoiceSchema } from "./chosen-splits.ts";
import { classesOf } from "./classes-of.ts";
import { seedSchema } from "./image-size.ts";
import type { DatasetTransform } from "./transform.ts";
import { countsOf } from "./with-splits.ts";

/** Wrong labels. */
export interface LabelNoiseTransform {
  readonly name: "label-noise";
  /** The share of labels that are wrong, 0 to 1. */
  readonly rate: number;
  readonly seed?: number | undefined;
  /** `["train"]` unless told. */
  readonly splits?: SplitChoice | undefined;
}

/**
 * Gives labels of another class, each of the others as often (symmetric noise), to training samples unless told. The sample's id decides
 * whether and which; `cleanLabels` keeps the right ones, and a note counts the wrong ones.
 */
export const labelNoiseTransform: DatasetTransform<LabelNoiseTransform> = {
  name: "label-noise",
  schema: z.strictObject({
    name: z.literal("label-noise"),
    rate: z.number().min(0).max(1),
    seed: seedSchema.exactOptional(),
    splits: splitChoiceSchema.exactOptional(),
  }),
  apply(samples, { rate, seed = 0, splits = ["train"] }) {
    const { classes, labels: before } = classesOf(samples, "label-noise");
    if (classes.length < 2) {
      throw new ConfigInvalidError({
        message: `Expected at least 2 classes to confuse, but ${samples.info.name} has ${classes.length}.`,
        hint: "Leave label-noise out for these data.",
      });
    }
    const random = Random.fromSeed(seed).split("label-noise");
    const labels = before.slice();
    const rows = chosenRows(samples, splits);
    let changed = 0;
    for (const row of rows) {
      const [chance = 1, which = 0] = random.split(samples.ids[row] as string).uniform(2);
      if (chance >= rate) continue;
      const step = 1 + Math.floor(which * (classes.length - 1));
      labels[row] = ((before[row] as number) + step) % classes.length;
      changed++;
    }
    return {
      ...samples,
      info: { ...samples.info, classCounts: countsOf(labels, classes.length) },
      labels,
      cleanLabels: samples.cleanLabels ?? before,
      notes: [
        ...(samples.notes ?? []),
        `${changed} of ${rows.length} labels are wrong on purpose (${splits === "all" ? "all splits" : splits.join(", ")}).`,
      ],
    };
  },
};
