import * as z from "zod";
import { chosenSplits, type SplitChoice, splitChoiceSchema } from "./chosen-splits.ts";
import { classesOf, labelOf } from "./classes-of.ts";
import { saltedHashes } from "./content-hashes.ts";
import { seedSchema } from "./image-size.ts";
import type { DatasetTransform } from "./transform.ts";
import { withSplits } from "./with-splits.ts";

/** Some classes rarer than they were. */
export interface ImbalanceTransform {
  readonly name: "imbalance";
  /** The share of a class's samples that stays, by its name; all stay of others. */
  readonly shares: Readonly<Record<string, number>>;
  readonly seed?: number | undefined;
  /** `["train"]` unless told. */
  readonly splits?: SplitChoice | undefined;
}

/** Makes classes rare, of training samples unless told; which samples stay is decided by their hash. */
export const imbalanceTransform: DatasetTransform<ImbalanceTransform> = {
  name: "imbalance",
  schema: z.strictObject({
    name: z.literal("imbalance"),
    shares: z.record(z.string(), z.number().min(0).max(1)),
    seed: seedSchema.exactOptional(),
    splits: splitChoiceSchema.exactOptional(),
  }),
  apply(samples, { shares, seed, splits = ["train"] }) {
    const { classes, labels } = classesOf(samples, "imbalance");
    const shareOf = new Map(Object.entries(shares).map(([name, share]) => [labelOf(classes, name), share]));
    const hashes = saltedHashes(samples, { purpose: "imbalance", seed });
    const chosen = chosenSplits(samples, splits);
    return withSplits(
      samples,
      Object.fromEntries(
        Object.entries(samples.splits).map(([name, rows]) => {
          if (!chosen.includes(name)) return [name, rows];
          const gone = new Set<number>();
          for (const [label, share] of shareOf) {
            const members = [...rows]
              .filter((row) => labels[row] === label)
              .sort((a, b) => ((hashes[a] as string) < (hashes[b] as string) ? -1 : 1));
            for (const row of members.slice(Math.round(share * members.length))) gone.add(row);
          }
          return [name, rows.filter((row) => !gone.has(row))];
        }),
      ),
    );
  },
};
