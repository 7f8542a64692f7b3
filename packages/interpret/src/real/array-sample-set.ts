import { type Batch, rows, type SampleSet, sha256Hex } from "@ganlens/core";

/** Images in memory as a set; without a key of their own they are keyed by what they hold. */
export function arraySampleSet(
  batch: Omit<Batch, "ids"> & Partial<Pick<Batch, "ids">>,
  { name = "real", key = contentHash(batch.x.data) }: { readonly name?: string; readonly key?: string } = {},
): SampleSet {
  const [count = 0, ...shape] = batch.x.shape;
  return {
    name,
    key,
    count,
    shape,
    async *batches({ batchSize = 500 } = {}) {
      for (let start = 0; start < count; start += batchSize) {
        const end = Math.min(count, start + batchSize);
        const { ids, labels, factors, masks } = batch;
        yield {
          x: rows(batch.x, start, end),
          ...(ids === undefined ? {} : { ids: ids.slice(start, end) }),
          ...(labels === undefined ? {} : { labels: labels.subarray(start, end) }),
          ...(factors === undefined ? {} : { factors: rows(factors, start, end) }),
          ...(masks === undefined ? {} : { masks: rows(masks, start, end) }),
        };
      }
    },
  };
}

function contentHash({ buffer, byteOffset, byteLength }: Float32Array): string {
  return sha256Hex(new Uint8Array(buffer, byteOffset, byteLength));
}
