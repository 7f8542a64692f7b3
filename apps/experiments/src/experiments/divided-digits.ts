import { concatRows, type NdArray, type Random, type Subject, takeRows } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";
import { arraySampleSet, openSubject } from "@ganlens/interpret";

/** Images of mnist-5k. */
const all = 5000;

let digits: Promise<{ readonly x: NdArray; readonly labels: readonly number[] }> | undefined;

/** All 5,000 images of mnist-5k, read once a process. */
export function allDigits(): Promise<{ readonly x: NdArray; readonly labels: readonly number[] }> {
  digits ??= openDataset("mnist-5k", { split: "train" }).then(async (train) => {
    const parts = [await train.all(), await train.openSplit("held-out").all()];
    return {
      x: concatRows(parts.map(({ x }) => x)),
      labels: parts.flatMap(({ labels }) => [...(labels ?? [])]),
    };
  });
  return digits;
}

/** How the digits are divided: how many stand for the generator's, and how many real ones are learned from; the rest is held out. */
export interface Division {
  readonly suspects: number;
  readonly train: number;
}

/**
 * All images of mnist-5k divided anew: some stand for a generator's samples, the others beside them are the real data.
 *
 * @param plant makes what stands for the generator's images, from real ones that the other side does not hold; with the classes that
 * it was asked for, where it is one that can be asked
 */
export async function dividedDigits({
  division: { suspects, train },
  random,
  fingerprint,
  plant,
}: {
  readonly division: Division;
  readonly random: Random;
  readonly fingerprint: string;
  readonly plant: (planted: {
    readonly images: NdArray;
    readonly labels: Int32Array;
    readonly training: NdArray;
  }) => NdArray | { readonly x: NdArray; readonly labels: Int32Array };
}): Promise<Subject> {
  const { x, labels } = await allDigits();
  const order = random.split("division").permutation(all);
  const part = (start: number, end: number): readonly number[] => [...order.subarray(start, end)];
  const real = (rows: readonly number[], name: string) =>
    arraySampleSet({
      x: takeRows(x, rows),
      labels: labelsOf(rows),
      ids: rows.map((row) => `${name}/${row}`),
    });
  const labelsOf = (rows: readonly number[]) => Int32Array.from(rows, (row) => labels[row] as number);
  const rows = part(0, suspects);
  const trained = part(suspects, suspects + train);
  const planted = plant({
    images: takeRows(x, rows),
    labels: labelsOf(rows),
    training: takeRows(x, trained),
  });
  const subject = await openSubject({
    name: "planted",
    fingerprint,
    samples: arraySampleSet("x" in planted ? planted : { x: planted }, { name: "generated" }),
  });
  const parts = {
    train: real(trained, "train"),
    "held-out": real(part(suspects + train, all), "held-out"),
  };
  return {
    ...subject,
    real: { unseen: true, heldOutWords: "held-out real images", open: async (of) => parts[of] },
  };
}
