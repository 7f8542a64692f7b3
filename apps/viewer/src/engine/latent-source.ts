import {
  gridLatents,
  type LatentSpec,
  type Latents,
  labelPart,
  latentDeviations,
  latentRows,
  Random,
  readGivenLatents,
  takeLatents,
  vectorParts,
} from "@ganlens/core";
import type { OpenRun } from "../run/open-run.ts";
import type { Place } from "../state/view-state.ts";

/** Where a generator's points come from: its prior, or the latents that were given with it. */
export interface LatentSource {
  readonly spec: LatentSpec;
  /** `null` where any number of points can be drawn. */
  readonly given: Latents | null;
  /** Those that an answer has stored, where its rows are looked at. */
  readonly stored: Latents | null;
}

/** Points drawn for one seed: this many at a time, so that a row is the same whatever else is shown. */
export const drawnTogether = 64;

/** A drawn point, and its class where the generator is conditional. */
export interface DrawnPoint {
  readonly z: Float32Array;
  readonly label: number | null;
}

/**
 * @param from the folder of an answer whose stored latents are looked at
 * @throws {DatasetInvalidError} when latents were given, or stored, that do not fit the generator
 */
export async function latentSource(
  { files, memo, record }: OpenRun,
  spec: LatentSpec,
  from: string | null = null,
): Promise<LatentSource> {
  const read = (path: string): Promise<Latents | null> =>
    memo.of(files, path, () => readGivenLatents(files, { latent: spec, latents: path }));
  const stored = from === null ? null : await read(`lenses/${from}/${storedLatents}`);
  const path = record?.subject.latents;
  if (path === undefined || vectorParts(spec).every(({ prior }) => prior !== "given")) {
    return { spec, given: null, stored };
  }
  return { spec, given: await read(path), stored };
}

/** How many points one block of a seed has. */
export function blockSize({ given }: LatentSource): number {
  return Math.min(drawnTogether, given?.z.shape[0] ?? drawnTogether);
}

/**
 * The points of one block of a seed. Drawn ones take the classes in turn, so that all of them are seen; of given ones each
 * is taken once before any is taken again.
 *
 * @throws {ConfigInvalidError} when latents cannot be drawn and none were given
 */
export function drawnBlock(source: LatentSource, { seed, block }: { seed: number; block: number }): Latents {
  const { spec, given } = source;
  const random = Random.fromSeed(seed);
  if (given === null) return gridLatents(spec, drawnTogether, random.split(`block ${block}`));
  const count = given.z.shape[0] ?? 0;
  const size = blockSize(source);
  const order = random.split("order").permutation(count);
  const start = (block % Math.floor(count / size)) * size;
  const taken = takeLatents(given, order.subarray(start, start + size));
  const classes = classesOf(spec);
  if (classes === 0 || taken.labels !== undefined) return taken;
  return { ...taken, labels: Int32Array.from({ length: size }, (_, i) => i % classes) };
}

/** The file of an answer's latents, beside it. */
export const storedLatents = "latents.npz";

/**
 * The drawn point of a row, or the stored one where the rows are an answer's.
 *
 * @throws {RangeError} when fewer are stored
 */
export function drawnPoint(
  source: LatentSource,
  { from = null, seed, row }: Pick<Place, "seed" | "row"> & Partial<Pick<Place, "from">>,
): DrawnPoint {
  const { stored } = source;
  if (from !== null && stored !== null) {
    const count = stored.z.shape[0] ?? 0;
    if (row >= count) throw new RangeError(`The answer has stored ${count} latents, and none at ${row}.`);
    const one = latentRows(stored, row, row + 1);
    return { z: one.z.data.slice(), label: one.labels?.[0] ?? null };
  }
  const size = blockSize(source);
  const block = drawnBlock(source, { seed, block: Math.floor(row / size) });
  const { z, labels } = latentRows(block, row % size, (row % size) + 1);
  return { z: z.data.slice(), label: labels?.[0] ?? null };
}

/** Centre, standard deviation and half of the range of each entry of z; the half is endless for normal parts. */
export interface LatentSpread {
  readonly centre: Float64Array;
  readonly deviation: Float64Array;
  readonly half: Float64Array;
}

/** How far each entry of z lies from its middle: by its prior, or by the latents that were given. */
export function latentSpread({ spec, given }: LatentSource): LatentSpread {
  const deviation = latentDeviations(spec);
  const centre = new Float64Array(deviation.length);
  const half = new Float64Array(deviation.length).fill(Number.POSITIVE_INFINITY);
  let at = 0;
  for (const { size, prior, low = -1, high = 1 } of vectorParts(spec)) {
    for (let i = at; i < at + size; i++) {
      if (prior === "uniform") {
        centre[i] = (low + high) / 2;
        half[i] = (high - low) / 2;
      } else if (prior === "given" && given !== null) {
        const [mean, spread] = columnMoments(given, i);
        centre[i] = mean;
        deviation[i] = spread;
      }
    }
    at += size;
  }
  return { centre, deviation, half };
}

function columnMoments({ z }: Latents, column: number): readonly [number, number] {
  const [count = 0, size = 0] = z.shape;
  let [sum, squares] = [0, 0];
  for (let row = 0; row < count; row++) sum += z.data[row * size + column] as number;
  const mean = sum / Math.max(1, count);
  for (let row = 0; row < count; row++) squares += ((z.data[row * size + column] as number) - mean) ** 2;
  return [mean, Math.sqrt(squares / Math.max(1, count))];
}

/** "input 3"; where z has several parts the part's name, with a number where it has several entries. */
export function entryNames(spec: LatentSpec): readonly string[] {
  const parts = vectorParts(spec);
  return parts.flatMap(({ name, size }) =>
    Array.from({ length: size }, (_, i) => {
      if (parts.length === 1) return `Input ${i + 1}`;
      return size === 1 ? name : `${name} ${i + 1}`;
    }),
  );
}

/** Number of classes; 0 where there are none. */
export function classesOf(spec: LatentSpec | null): number {
  return spec === null ? 0 : (labelPart(spec)?.classes ?? 0);
}
