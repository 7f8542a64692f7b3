import { Random, sha256Hex } from "@ganlens/core";
import { type Dataset, openDataset } from "@ganlens/datasets";
import type { ImageSet } from "../sets/image-set.ts";

/** Images in memory as a data set to train on, in an order that the seed decides; ids end in the image's row. */
export async function imagesAsDataset(
  { name, key, x }: Pick<ImageSet, "name" | "key" | "x">,
  options: { readonly seed: number; readonly labels?: Int32Array },
): Promise<Dataset> {
  const { seed, labels } = options;
  const count = x.shape[0] as number;
  const source = {
    name,
    description: "Images in memory.",
    load: async () => ({
      info: {
        name,
        kind: "image" as const,
        shape: x.shape.slice(1),
        splits: { train: count },
        licence: "as its source",
        sha256: sha256Hex(new TextEncoder().encode(key)),
      },
      x,
      ...(labels === undefined ? {} : { labels }),
      maximum: 1,
      ids: Array.from({ length: count }, (_, i) => `${name}/${i}`),
      splits: { train: Int32Array.from({ length: count }, (_, i) => i) },
    }),
  };
  return openDataset(source, { split: "train", random: Random.fromSeed(seed).split("data") });
}

/** The row of an image of {@link imagesAsDataset}. */
export function rowOf(id: string): number {
  return Number(id.slice(id.lastIndexOf("/") + 1));
}
