import type { SampleSet } from "@ganlens/core";

/**
 * The same samples with their labels as other classes count them: by the names of both; without labels where a class is not among the
 * others.
 */
export function relabelledSampleSet(
  set: SampleSet,
  { from, to }: { readonly from: readonly string[]; readonly to: readonly string[] },
): SampleSet {
  const labelOf = from.map((name) => to.indexOf(name));
  const isKnown = labelOf.every((label) => label !== -1);
  return {
    ...set,
    key: `${set.key}/${isKnown ? `labels-${labelOf.join("-")}` : "no-labels"}`,
    async *batches(options) {
      for await (const { labels, ...batch } of set.batches(options)) {
        yield labels === undefined || !isKnown
          ? batch
          : { ...batch, labels: labels.map((label) => labelOf[label] as number) };
      }
    },
  };
}
