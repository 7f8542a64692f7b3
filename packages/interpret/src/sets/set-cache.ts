import {
  canonicalJson,
  decodeNpz,
  encodeNpz,
  type LensContext,
  type NdArray,
  type RunStore,
  readJson,
  runLayout,
  type SampleSet,
  type SharedWork,
  sha256Hex,
  toFloat32,
  writeJson,
} from "@ganlens/core";
import * as tf from "@tensorflow/tfjs";
import * as z from "zod";
import type { ImageSet } from "./image-set.ts";

/** One stored set: the key that it was drawn for, and the hash of the file that holds it. */
interface CachedSet {
  readonly key: string;
  readonly sha256: string;
  readonly bytes: number;
}

interface CacheIndex {
  readonly schemaVersion: 1;
  /** The least recently used first. */
  readonly sets: readonly CachedSet[];
}

/** Sets that a run's cache may hold, however small. */
const mostSets = 10_000;

const indexSchema: z.ZodType<CacheIndex> = z.strictObject({
  schemaVersion: z.literal(1),
  sets: z
    .array(
      z.strictObject({
        key: z.string(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        bytes: z.int().nonnegative(),
      }),
    )
    .max(mostSets),
});

/** Bytes that a run's cache may hold; the least recently used sets make room. */
const cacheBytes = 256 * 2 ** 20;
/** A set larger than this is drawn anew each time: 32,000 images of 28 × 28, or 2,048 of 64 × 64 × 3. */
const largestSet = (cacheBytes * 3) / 8;

const indexPath = `${runLayout.cacheFolder}/sets.json`;
const filePath = (sha256: string): string => `${runLayout.cacheFolder}/${sha256}.npz`;

/**
 * The set from the run's cache when it was drawn before, else what `draw` gives, which is kept under the hash of its bytes.
 *
 * A damaged or foreign file in the cache is as good as none: the set is drawn again. Of lenses that want the same set at the same
 * time, one draws it.
 */
export async function rememberedSet(
  set: SampleSet,
  draw: () => Promise<ImageSet>,
  { store, shared }: Pick<LensContext, "store" | "shared">,
): Promise<ImageSet> {
  const alone: SharedWork["alone"] = (name, work) =>
    shared === undefined ? work() : shared.alone(`${runLayout.cacheFolder}/${name}`, work);
  const change = (by: (index: CacheIndex) => CacheIndex | Promise<CacheIndex>) =>
    alone("index", async () => writeIndex(store, await by(await readIndex(store))));
  // Backends round differently: a set that another one drew is another set.
  const key = canonicalJson({ backend: tf.getBackend(), key: set.key, count: set.count, shape: set.shape });
  return alone(key, async () => {
    const { sets } = await alone("index", () => readIndex(store));
    const found = sets.find((each) => each.key === key);
    if (found !== undefined) {
      const kept = await readSet(store, found, set);
      if (kept !== null) {
        if (sets.at(-1) !== found) await change((index) => moved(index, found));
        return kept;
      }
    }
    // A damaged file, which the same set may not write over: another backend gives other bytes.
    if (found !== undefined) await store.remove(filePath(found.sha256));
    const drawn = await draw();
    if (drawn.x.data.byteLength <= largestSet) {
      const bytes = encodeNpz(arraysOf(drawn));
      const entry = { key, sha256: sha256Hex(bytes), bytes: bytes.length };
      await store.write(filePath(entry.sha256), bytes);
      await change((index) => withinCap(store, moved(index, entry)));
    }
    return drawn;
  });
}

function arraysOf({ x, latents }: ImageSet): [string, NdArray | NdArray<Int32Array>][] {
  const labels = latents?.labels;
  return [
    ["x", x],
    ...(latents === undefined ? [] : [["z", latents.z] as [string, NdArray]]),
    ...(labels === undefined
      ? []
      : [["labels", { data: labels, shape: [labels.length] }] as [string, NdArray<Int32Array>]]),
  ];
}

async function readIndex(store: RunStore): Promise<CacheIndex> {
  const none: CacheIndex = { schemaVersion: 1, sets: [] };
  if (!(await store.has(indexPath))) return none;
  return readJson(store, indexPath, indexSchema, "an index of cached sets").catch(async () => {
    // Files that no index names would never make room.
    for (const path of await store.list(runLayout.cacheFolder)) {
      if (/^cache\/[^/]+$/.test(path)) await store.remove(path);
    }
    return none;
  });
}

function writeIndex(store: RunStore, index: CacheIndex): Promise<void> {
  return writeJson(store, indexPath, indexSchema, index);
}

async function readSet(
  store: RunStore,
  { sha256, bytes: size }: CachedSet,
  set: SampleSet,
): Promise<ImageSet | null> {
  try {
    const most = Math.min(size, cacheBytes);
    const bytes = await (store.readAtMost?.(filePath(sha256), most) ?? store.read(filePath(sha256)));
    if (sha256Hex(bytes) !== sha256) return null;
    const { arrays } = decodeNpz(bytes, { source: filePath(sha256) });
    const [x, noise, labels] = ["x", "z", "labels"].map((name) => arrays.get(name));
    if (x === undefined) return null;
    const images = toFloat32(x);
    const count = images.shape[0] ?? 0;
    // Fewer than asked for: latents of a file at which the generator gave nothing finite.
    if (count > set.count || images.shape.slice(1).join() !== set.shape.join()) return null;
    const classes = labels === undefined ? undefined : Int32Array.from(labels.data as Int32Array);
    return {
      name: set.name,
      key: count === set.count ? set.key : `${set.key}/first-${count}`,
      x: images,
      ...(classes === undefined ? {} : { labels: classes }),
      ...(noise === undefined
        ? {}
        : { latents: { z: toFloat32(noise), ...(classes === undefined ? {} : { labels: classes }) } }),
    };
  } catch {
    return null;
  }
}

/** The index with an entry last: used just now. */
function moved({ sets }: CacheIndex, entry: CachedSet): CacheIndex {
  return { schemaVersion: 1, sets: [...sets.filter(({ key }) => key !== entry.key), entry] };
}

async function withinCap(store: RunStore, { sets }: CacheIndex): Promise<CacheIndex> {
  const kept = [...sets];
  let total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
  while (kept.length > 0 && (total > cacheBytes || kept.length > mostSets)) {
    const oldest = kept.shift() as CachedSet;
    total -= oldest.bytes;
    if (!kept.some(({ sha256 }) => sha256 === oldest.sha256)) await store.remove(filePath(oldest.sha256));
  }
  return { schemaVersion: 1, sets: kept };
}
