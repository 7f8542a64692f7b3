import { type NdArray, type Random, type Subject, takeRows } from "@ganlens/core";
import { arraySampleSet, openSubject } from "@ganlens/interpret";
import type { LabelledImages } from "./all-images.ts";

/** How images are divided: how many stand for the generator's, and how many real ones are learned from; the rest is held out. */
export interface Division {
  readonly suspects: number;
  readonly train: number;
}

/** Images that stand for the generator's, with their classes where it is one that can be asked. */
export type Planted = NdArray | { readonly x: NdArray; readonly labels: Int32Array };

/** What is planted in: real images that the other side does not hold, and the training images. */
export interface Clean {
  readonly images: NdArray;
  readonly labels: Int32Array;
  /** Which of all images they are. */
  readonly rows: readonly number[];
  readonly training: NdArray;
}

export interface DividedImagesOptions {
  readonly division: Division;
  readonly random: Random;
  readonly fingerprint: string;
  /** Makes what stands for the generator's images. */
  readonly plant: (clean: Clean) => Planted | Promise<Planted>;
}

/** Images divided anew: some stand for a generator's samples, the others beside them are the real data. */
export async function dividedImages(
  { x, labels }: LabelledImages,
  { division: { suspects, train }, random, fingerprint, plant }: DividedImagesOptions,
): Promise<Subject> {
  const order = random.split("division").permutation(labels.length);
  const part = (start: number, end: number): readonly number[] => [...order.subarray(start, end)];
  const labelsOf = (rows: readonly number[]) => Int32Array.from(rows, (row) => labels[row] as number);
  const real = (rows: readonly number[], name: string) =>
    arraySampleSet({
      x: takeRows(x, rows),
      labels: labelsOf(rows),
      ids: rows.map((row) => `${name}/${row}`),
    });
  const rows = part(0, suspects);
  const trained = part(suspects, suspects + train);
  const planted = await plant({
    images: takeRows(x, rows),
    labels: labelsOf(rows),
    rows,
    training: takeRows(x, trained),
  });
  const subject = await openSubject({
    name: "planted",
    fingerprint,
    samples: arraySampleSet("x" in planted ? planted : { x: planted }, { name: "generated" }),
  });
  const parts = {
    train: real(trained, "train"),
    "held-out": real(part(suspects + train, labels.length), "held-out"),
  };
  return {
    ...subject,
    real: { unseen: true, heldOutWords: "held-out real images", open: async (of) => parts[of] },
  };
}
