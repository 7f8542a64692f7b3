import { readJson } from "@ganlens/core";
import * as z from "zod";
import type { FileMemo } from "./memo.ts";
import type { RunContents, StoredNetwork } from "./run-contents.ts";

interface MadeFrom {
  readonly images: string;
  readonly seed: number;
  readonly steps: number;
}

const madeFromSchema: z.ZodType<MadeFrom> = z.object({
  schemaVersion: z.literal(1),
  images: z.string(),
  seed: z.int().nonnegative(),
  steps: z.int().positive(),
});

/** Most networks whose records are read. */
const mostRead = 64;

/**
 * The autoencoders that lenses have trained, those that the reconstruction lens stands on first.
 *
 * What one learned is told from the set of images it was made from: that of real ones begins with the data set's hash.
 */
export async function storedNetworks(
  { files, run, lenses }: RunContents,
  memo: FileMemo,
): Promise<StoredNetwork[]> {
  const preferred = lenses
    .filter(({ lens }) => lens === "reconstruction")
    .flatMap(({ evidence }) => evidence.flatMap(({ models = [] }) => models));
  const hashes = [...files.files.keys()].flatMap(
    (path) => /^models\/([^/]+)\/made-from\.json$/.exec(path)?.[1] ?? [],
  );
  const place = (hash: string): number =>
    preferred.includes(hash) ? preferred.indexOf(hash) : preferred.length;
  const read = await Promise.all(
    hashes
      .sort((one, other) => place(one) - place(other) || (one < other ? -1 : 1))
      .slice(0, mostRead)
      .map((hash) => {
        const path = `models/${hash}/made-from.json`;
        return memo
          .of(files, path, () => readJson(files, path, madeFromSchema, "a record of what made a network"))
          .then(
            ({ images, seed, steps }): StoredNetwork => ({
              hash,
              learned:
                run !== null && images.startsWith(run.dataset.sha256) ? "real images" : "generated images",
              seed,
              steps,
            }),
            () => null,
          );
      }),
  );
  return read.filter((network) => network !== null);
}
