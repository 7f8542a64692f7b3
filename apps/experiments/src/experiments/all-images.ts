import { concatRows, type NdArray } from "@ganlens/core";
import { openDataset } from "@ganlens/datasets";

/** Embedded data that experiments divide anew. */
export type DividedData = "mnist-5k" | "patches-16";

/** Images with the classes that they are of. */
export interface LabelledImages {
  readonly x: NdArray;
  readonly labels: readonly number[];
}

const read = new Map<DividedData, Promise<LabelledImages>>();

/** All images of the data, of both splits, read once a process. */
export function allImages(data: DividedData): Promise<LabelledImages> {
  const known = read.get(data) ?? readAll(data);
  read.set(data, known);
  return known;
}

async function readAll(data: DividedData): Promise<LabelledImages> {
  const train = await openDataset(data, { split: "train" });
  const parts = [await train.all(), await train.openSplit("held-out").all()];
  return {
    x: concatRows(parts.map(({ x }) => x)),
    labels: parts.flatMap(({ labels }) => [...(labels ?? [])]),
  };
}
