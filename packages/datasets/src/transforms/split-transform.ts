import { ConfigInvalidError } from "@ganlens/core";
import * as z from "zod";
import { saltedHashes } from "./content-hashes.ts";
import { seedSchema } from "./image-size.ts";
import type { DatasetTransform } from "./transform.ts";
import { withSplits } from "./with-splits.ts";

/** Other splits. */
export interface SplitTransform {
  readonly name: "split";
  /** The share of each split by its name, one of them `train`; together 1. */
  readonly parts: Readonly<Record<string, number>>;
  readonly seed?: number | undefined;
}

/** 52 bits of a hash as a number in [0, 1). */
const fractionOf = (hash: string): number => Number.parseInt(hash.slice(0, 13), 16) / 2 ** 52;

/**
 * Divides all samples anew, each by its own hash alone: a sample never changes its split because others come or go, and copies stay
 * together. Sizes therefore only come near the shares, by about √n samples. `held-out` is all that is not in `train`, unless it is one of
 * the parts.
 */
export const splitTransform: DatasetTransform<SplitTransform> = {
  name: "split",
  schema: z.strictObject({
    name: z.literal("split"),
    parts: z.record(z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/), z.number().positive().max(1)),
    seed: seedSchema.exactOptional(),
  }),
  apply(samples, { parts, seed }) {
    const names = Object.keys(parts);
    const sum = Object.values(parts).reduce((total, share) => total + share, 0);
    if (names.length < 2 || !names.includes("train") || Math.abs(sum - 1) > 1e-9) {
      throw new ConfigInvalidError({
        message: `Expected shares of train and other splits with sum 1, received ${JSON.stringify(parts)}.`,
        hint: 'For example: { "train": 0.8, "validation": 0.1, "test": 0.1 }',
      });
    }
    const rows: Record<string, number[]> = Object.fromEntries(names.map((name) => [name, []]));
    const hashes = saltedHashes(samples, { purpose: "split", seed });
    const order = [...hashes.keys()].sort((a, b) => ((hashes[a] as string) < (hashes[b] as string) ? -1 : 1));
    for (const row of order) {
      const at = fractionOf(hashes[row] as string);
      let below = 0;
      const name = names.find((each) => {
        below += parts[each] as number;
        return at < below;
      });
      rows[name ?? (names.at(-1) as string)]?.push(row);
    }
    if (!names.includes("held-out")) {
      const trained = new Set(rows.train);
      rows["held-out"] = order.filter((row) => !trained.has(row));
    }
    return withSplits(
      samples,
      Object.fromEntries(Object.entries(rows).map(([name, own]) => [name, Int32Array.from(own)])),
    );
  },
};
