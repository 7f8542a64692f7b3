import { encodeNpy } from "../codecs/npy.ts";
import type { NdArray } from "../contracts/nd-array.ts";
import { rows } from "../contracts/nd-array.ts";
import type { SamplesRecord } from "../contracts/subject-record.ts";
import { ShapeError } from "../errors/shape-error.ts";
import { sha256Hex } from "../hash/sha256.ts";
import type { RunStore } from "../store/run-store.ts";
import { runLayout } from "./run-layout.ts";

/** Samples as they were given: bytes or floats, with their labels and latents where they are known. */
export interface GivenSamples {
  /** [n, height, width, channels] */
  readonly images: NdArray<Uint8Array> | NdArray<Float32Array>;
  readonly labels?: Int32Array | undefined;
  /** [n, size] */
  readonly latents?: NdArray | undefined;
}

/** Images in one part: small enough to be read whole. */
const partSize = 1000;

/**
 * Writes samples into a run folder as they are, in parts that can be read one by one.
 *
 * @returns the record that finds them again
 * @throws {ShapeError} when there are more or fewer labels or latents than images
 */
export async function storeSamples(
  store: RunStore,
  { images, labels, latents }: GivenSamples,
): Promise<SamplesRecord> {
  const count = images.shape[0] ?? 0;
  for (const [what, others] of [
    ["labels", labels?.length],
    ["latents", latents?.shape[0]],
  ] as const) {
    if (others === undefined || others === count) continue;
    throw new ShapeError({ message: `Expected ${what} for ${count} samples, received ${others}.` });
  }
  const parts: { count: number; images: string; labels?: string; latents?: string }[] = [];
  const hashes: string[] = [];
  const write = async (path: string, bytes: Uint8Array): Promise<string> => {
    await store.write(path, bytes);
    hashes.push(sha256Hex(bytes));
    return path;
  };
  for (let start = 0; start < count; start += partSize) {
    const end = Math.min(count, start + partSize);
    const place = `${runLayout.subjectFolder}/part-${String(parts.length).padStart(5, "0")}`;
    const values = images as NdArray<Uint8Array>;
    const part: { count: number; images: string; labels?: string; latents?: string } = {
      count: end - start,
      images: await write(`${place}-images.npy`, encodeNpy(rows(values, start, end))),
    };
    if (labels !== undefined) {
      const data = labels.subarray(start, end);
      part.labels = await write(`${place}-labels.npy`, encodeNpy({ data, shape: [data.length] }));
    }
    if (latents !== undefined) {
      part.latents = await write(`${place}-latents.npy`, encodeNpy(rows(latents, start, end)));
    }
    parts.push(part);
  }
  return { count, parts, sha256: sha256Hex(new TextEncoder().encode(hashes.join("\n"))) };
}
