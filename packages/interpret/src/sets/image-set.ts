import { type Latents, type NdArray, type SampleSet, sizeOf } from "@ganlens/core";

/** Images in memory, and what is known of each. */
export interface ImageSet {
  /** What they are, for sentences: "real" or "generated". */
  readonly name: string;
  /** A string that names exactly these images; keys what is trained on them. */
  readonly key: string;
  /** [n, height, width, channels] in [0, 1] */
  readonly x: NdArray;
  readonly ids?: readonly string[];
  readonly labels?: Int32Array;
  readonly latents?: Latents;
}

/** Values of images that are held in memory at once, of one set: 256 MB as float32. */
const mostValues = 2 ** 26;

/** The most images of a shape that a lens holds in memory at once. */
export function mostImages(shape: readonly number[]): number {
  return Math.max(1, Math.floor(mostValues / sizeOf(shape)));
}

/** Reads the first `most` samples of a set into memory, with all that is known of them. */
export async function loadSet(set: SampleSet, most: number = set.count): Promise<ImageSet> {
  const count = Math.min(most, set.count);
  const width = sizeOf(set.shape);
  const data = new Float32Array(count * width);
  const ids: string[] = [];
  const labels: number[] = [];
  const noise: Float32Array[] = [];
  const classes: number[] = [];
  let size = 0;
  let read = 0;
  for await (const batch of set.batches()) {
    const here = Math.min(batch.x.shape[0] ?? 0, count - read);
    data.set(batch.x.data.subarray(0, here * width), read * width);
    if (batch.ids !== undefined) ids.push(...batch.ids.slice(0, here));
    if (batch.labels !== undefined) labels.push(...batch.labels.subarray(0, here));
    if (batch.latents !== undefined) {
      size = batch.latents.z.shape[1] ?? 0;
      noise.push(batch.latents.z.data.slice(0, here * size));
      if (batch.latents.labels !== undefined) classes.push(...batch.latents.labels.subarray(0, here));
    }
    read += here;
    if (read === count) break;
  }
  const z = new Float32Array(read * size);
  let at = 0;
  for (const part of noise) {
    z.set(part.subarray(0, z.length - at), at);
    at += part.length;
  }
  // What not all samples have cannot be told apart from what another one has: it is left out.
  const [named, labelled, drawn] = [
    ids.length === read,
    labels.length === read,
    at === read * size && size > 0,
  ];
  const x = { data: read === count ? data : data.slice(0, read * width), shape: [read, ...set.shape] };
  return {
    name: set.name,
    key: read === set.count ? set.key : `${set.key}/first-${read}`,
    x,
    ...(named ? { ids } : {}),
    ...(labelled ? { labels: Int32Array.from(labels) } : {}),
    ...(drawn
      ? {
          latents: {
            z: { data: z, shape: [read, size] },
            ...(classes.length === read ? { labels: Int32Array.from(classes) } : {}),
          },
        }
      : {}),
  };
}
