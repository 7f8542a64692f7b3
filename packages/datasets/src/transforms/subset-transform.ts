import { ConfigInvalidError } from "@ganlens/core";
import * as z from "zod";
import { chosenSplits, type SplitChoice, splitChoiceSchema } from "./chosen-splits.ts";
import { saltedHashes } from "./content-hashes.ts";
import { seedSchema } from "./image-size.ts";
import type { DatasetTransform } from "./transform.ts";
import { withSplits } from "./with-splits.ts";

/** Some samples only. */
export interface SubsetTransform {
  readonly name: "subset";
  /** How many stay of each chosen split. */
  readonly count: number;
  readonly seed?: number | undefined;
  /** `["train"]` unless told. */
  readonly splits?: SplitChoice | undefined;
}

/**
 * Keeps `count` samples, of training samples unless told, chosen by their hash so that classes keep their shares and a larger subset of
 * the same data contains every smaller one.
 */
export const subsetTransform: DatasetTransform<SubsetTransform> = {
  name: "subset",
  schema: z.strictObject({
    name: z.literal("subset"),
    count: z.int().positive(),
    seed: seedSchema.exactOptional(),
    splits: splitChoiceSchema.exactOptional(),
  }),
  apply(samples, { count, seed, splits = ["train"] }) {
    const hashes = saltedHashes(samples, { purpose: "subset", seed });
    const chosen = chosenSplits(samples, splits);
    const { labels, info } = samples;
    return withSplits(
      samples,
      Object.fromEntries(
        Object.entries(samples.splits).map(([name, rows]) => {
          if (!chosen.includes(name)) return [name, rows];
          if (count > rows.length) {
            throw new ConfigInvalidError({
              message: `Expected a subset of the ${rows.length} samples in split ${name} of ${info.name}, received a count of ${count}.`,
              hint: `Ask for ${rows.length} at most.`,
            });
          }
          const kept = new Set(evenOrder(rows, { hashes, labels }).slice(0, count));
          return [name, rows.filter((row) => kept.has(row))];
        }),
      ),
    );
  },
};

/** Rows in an order of which every beginning has the classes in their shares: by rank of hash over size of class. */
function evenOrder(
  rows: Int32Array,
  { hashes, labels }: { readonly hashes: readonly string[]; readonly labels: Int32Array | undefined },
): number[] {
  const byHash = [...rows].sort((a, b) => ((hashes[a] as string) < (hashes[b] as string) ? -1 : 1));
  const sizes = new Map<number, number>();
  const classOf = (row: number): number => labels?.[row] ?? 0;
  for (const row of byHash) sizes.set(classOf(row), (sizes.get(classOf(row)) ?? 0) + 1);
  const seen = new Map<number, number>();
  const place = new Map<number, number>();
  for (const row of byHash) {
    const rank = seen.get(classOf(row)) ?? 0;
    seen.set(classOf(row), rank + 1);
    place.set(row, (rank + 0.5) / (sizes.get(classOf(row)) as number));
  }
  return byHash.sort((a, b) => (place.get(a) as number) - (place.get(b) as number));
}
