import { Random } from "@ganlens/core";
import * as z from "zod";
import { chosenRows, type SplitChoice, splitChoiceSchema } from "./chosen-splits.ts";
import { type Corruption, corruptions } from "./corruptions.ts";
import { seedSchema } from "./image-size.ts";
import { imageShapeOf, mapImages, withEvenValues, withoutMasks } from "./map-images.ts";
import type { DatasetTransform } from "./transform.ts";

/** Images that something was done to. */
export interface CorruptionTransform {
  readonly name: "corruption";
  readonly kind: keyof typeof corruptions;
  /** Above 0 to 1, the worst; see {@link corruptions}. */
  readonly strength: number;
  /** The share of images that it is done to, decided by their ids; 1 unless told. */
  readonly share?: number | undefined;
  readonly seed?: number | undefined;
  /** `"all"` unless told. */
  readonly splits?: SplitChoice | undefined;
}

/** Corrupts the images of all splits unless told; masks are left out where they would not be true of what is seen (blur, occlusion). */
export const corruptionTransform: DatasetTransform<CorruptionTransform> = {
  name: "corruption",
  schema: z.strictObject({
    name: z.literal("corruption"),
    kind: z.enum(["noise", "blur", "occlusion", "contrast"]),
    strength: z.number().positive().max(1),
    share: z.number().min(0).max(1).exactOptional(),
    seed: seedSchema.exactOptional(),
    splits: splitChoiceSchema.exactOptional(),
  }),
  apply(samples, { kind, strength, share = 1, seed = 0, splits = "all" }) {
    const shape = imageShapeOf(samples, "corruption");
    const even = withEvenValues(samples);
    const random = Random.fromSeed(seed).split(`corruption-${kind}`);
    const rows = new Set(chosenRows(samples, splits));
    const corrupt: Corruption = corruptions[kind];
    let changed = 0;
    const mapped = mapImages(even, shape, ({ data }, row) => {
      if (!rows.has(row)) return data;
      const own = random.split(even.ids[row] as string);
      if (share < 1 && (own.uniform(1)[0] as number) >= share) return data;
      changed++;
      const image = Float64Array.from(data, (value) => value / even.maximum);
      return corrupt(image, { shape, strength, random: own }).map((value) => value * even.maximum);
    });
    const done = kind === "blur" || kind === "occlusion" ? withoutMasks(mapped) : mapped;
    return {
      ...done,
      notes: [
        ...(samples.notes ?? []),
        `${changed} images are corrupted on purpose (${kind}, strength ${strength}).`,
      ],
    };
  },
};
