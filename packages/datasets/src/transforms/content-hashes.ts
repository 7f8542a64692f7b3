import { sha256Hex, sizeOf } from "@ganlens/core";
import type { DatasetSamples } from "../samples/dataset-samples.ts";

/** The SHA-256 of each sample's stored values: equal for copies, whatever they are called and wherever they stand. */
export function contentHashes({ x, info }: DatasetSamples): string[] {
  const width = sizeOf(info.shape) * x.data.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(x.data.buffer, x.data.byteOffset, x.data.byteLength);
  const count = x.shape[0] ?? 0;
  return Array.from({ length: count }, (_, i) => sha256Hex(bytes.subarray(i * width, (i + 1) * width)));
}

/**
 * Hashes in another order for every seed and purpose, so that two transforms do not choose the same samples: seed 0 and the purpose
 * are part of what is hashed, too.
 */
export function saltedHashes(
  samples: DatasetSamples,
  { purpose, seed = 0 }: { readonly purpose: string; readonly seed?: number | undefined },
): string[] {
  const encoder = new TextEncoder();
  return contentHashes(samples).map((hash) => sha256Hex(encoder.encode(`${purpose}/${seed}/${hash}`)));
}
