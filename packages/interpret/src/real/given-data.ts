import type { Batch, RealData, SampleSet } from "@ganlens/core";
import { arraySampleSet } from "./array-sample-set.ts";

/** Real images in [0, 1] that are given with a generator: to learn from, and others. */
export interface GivenData {
  readonly train: Batch | SampleSet;
  readonly "held-out": Batch | SampleSet;
  /** Whether the generator was trained without the held-out images; true unless told. */
  readonly unseen?: boolean;
  readonly dataset?: RealData["dataset"];
}

/** Given images as what lenses compare with. */
export function givenData(given: GivenData): RealData {
  const { unseen = true, dataset } = given;
  const setOf = (part: Batch | SampleSet): SampleSet => ("batches" in part ? part : arraySampleSet(part));
  const sets = { train: setOf(given.train), "held-out": setOf(given["held-out"]) };
  return {
    ...(dataset === undefined ? {} : { dataset }),
    unseen,
    heldOutWords: unseen ? "held-out real images" : "training images",
    open: async (part) => sets[part],
  };
}
