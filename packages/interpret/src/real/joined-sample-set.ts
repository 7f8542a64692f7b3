import { DatasetInvalidError, type SampleSet } from "@ganlens/core";

/** Several sets of one shape, one after the other. */
export function joinedSampleSet(sets: readonly SampleSet[]): SampleSet {
  const [first] = sets;
  if (first === undefined)
    throw new DatasetInvalidError({ message: "Expected at least one set, received none." });
  if (sets.length === 1) return first;
  return {
    name: first.name,
    key: sets.map(({ key }) => key).join("+"),
    count: sets.reduce((sum, { count }) => sum + count, 0),
    shape: first.shape,
    async *batches(options) {
      for (const set of sets) yield* set.batches(options);
    },
  };
}
