import type { SampleSet } from "@ganlens/core";
import type { Dataset } from "@ganlens/datasets";

const usualBatch = 500;

/** A split of a data set as a set that is read batch by batch; classes, factors and masks stay with their samples. */
export function datasetSampleSet(dataset: Dataset, name = "real"): SampleSet {
  const { info, size, split } = dataset;
  return {
    name,
    key: `${info.sha256}/${split}/${size}`,
    count: size,
    shape: info.shape,
    async *batches({ batchSize = usualBatch } = {}) {
      for (let start = 0; start < size; start += batchSize) {
        yield dataset.slice(start, Math.min(size, start + batchSize));
      }
    },
  };
}
