import { decodeNpy, type NpyArray } from "../codecs/npy.ts";
import { toFloat32 } from "../codecs/stored-array.ts";
import { latentSize } from "../contracts/latent.ts";
import { concatRows, rows } from "../contracts/nd-array.ts";
import type { SampleBatch } from "../contracts/sample-set.ts";
import type { SubjectRecord } from "../contracts/subject-record.ts";
import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";
import { RunUnsupportedError } from "../errors/run-unsupported-error.ts";
import type { RunReader } from "../store/run-store.ts";

/** A part holds some thousand images; 256 MiB are 20,000 of 64 × 64 × 3 bytes. */
const largestPart = 256 * 2 ** 20;

/** What of a subject's record says how its samples are read. */
export type GivenSubject = Pick<SubjectRecord, "shape" | "range" | "samples" | "latent">;

/**
 * Some of the samples that a run was given instead of a generator; only the parts that hold them are read.
 *
 * @param start the first, counted from 0 over all parts
 * @param end the one after the last; those beyond the last sample are left out
 * @returns images float32 in [0, 1], shape [n, height, width, channels], with labels and latents where they are known
 * @throws {RunUnsupportedError} when the run holds no samples, or a file is missing or too large
 * @throws {DatasetInvalidError} when a part is not what the record says
 */
export async function readGivenSamples(
  reader: RunReader,
  subject: GivenSubject,
  { start, end }: { readonly start: number; readonly end: number },
): Promise<SampleBatch> {
  const found: SampleBatch[] = [];
  let first = 0;
  for (const [index, { count }] of (subject.samples?.parts ?? []).entries()) {
    const [from, to] = [Math.max(0, start - first), Math.min(count, end - first)];
    if (from < to) found.push(cut(await readSamplesPart(reader, subject, index), from, to));
    first += count;
  }
  if (subject.samples === undefined) throw noSamples(reader);
  return found.length === 1 ? (found[0] as SampleBatch) : joined(found, subject);
}

/**
 * One part of the samples that a run was given instead of a generator.
 *
 * @throws {RunUnsupportedError} when there is no such part, or a file of it is missing or too large
 * @throws {DatasetInvalidError} when a file is not what the record says
 */
export async function readSamplesPart(
  reader: RunReader,
  { shape, range = [0, 1], samples, latent }: GivenSubject,
  index: number,
): Promise<SampleBatch> {
  const part = samples?.parts[index];
  if (part === undefined) throw noSamples(reader);
  const { count } = part;
  const images = await readArray(reader, part.images, [count, ...shape]);
  const labels =
    part.labels === undefined ? undefined : toLabels(await readArray(reader, part.labels, [count]));
  const z =
    part.latents === undefined
      ? undefined
      : await readArray(reader, part.latents, [count, latent ? latentSize(latent) : null]);
  return {
    x: { data: toUnit(images, range), shape: images.shape },
    ...(labels === undefined ? {} : { labels }),
    ...(z === undefined ? {} : { latents: { z: toFloat32(z), ...(labels === undefined ? {} : { labels }) } }),
  };
}

function noSamples({ location }: RunReader): RunUnsupportedError {
  return new RunUnsupportedError({ message: `Expected samples in ${location}, and it holds none.` });
}

/** Bytes lie between 0 and 255, whatever the range of a generator's own values. */
function toUnit(images: NpyArray, range: readonly [number, number]): Float32Array {
  const [low, high] = images.dtype === "uint8" ? [0, 255] : range;
  const { data } = toFloat32(images);
  return low === 0 && high === 1 ? data : data.map((value) => (value - low) / (high - low));
}

function toLabels({ data }: NpyArray): Int32Array {
  return Int32Array.from(data as ArrayLike<number>, Number);
}

async function readArray(
  reader: RunReader,
  path: string,
  expected: readonly (number | null)[],
): Promise<NpyArray> {
  const bytes = await (reader.readAtMost?.(path, largestPart) ?? reader.read(path));
  const source = `${path} in ${reader.location}`;
  if (bytes.length > largestPart) {
    throw new RunUnsupportedError({
      message: `${source} is larger than a part of samples may be: ${bytes.length} bytes, and ${largestPart} are allowed.`,
      hint: "Bring the samples in again: they are then split into parts.",
    });
  }
  const array = decodeNpy(bytes, { source, maxBytes: 4 * largestPart });
  const fits =
    array.shape.length === expected.length &&
    array.shape.every((side, axis) => expected[axis] === null || expected[axis] === side);
  if (fits && array.dtype !== "complex64") return array;
  throw new DatasetInvalidError({
    message: `Expected numbers of shape [${expected.map((side) => side ?? "any").join(", ")}] in ${source}, received ${array.dtype} of [${array.shape.join(", ")}].`,
    hint: "Bring the samples in again: their files were changed.",
  });
}

function cut({ x, labels, latents }: SampleBatch, from: number, to: number): SampleBatch {
  const some = labels?.subarray(from, to);
  return {
    x: rows(x, from, to),
    ...(some === undefined ? {} : { labels: some }),
    ...(latents === undefined
      ? {}
      : { latents: { z: rows(latents.z, from, to), ...(some === undefined ? {} : { labels: some }) } }),
  };
}

/** Several parts as one; what not all of them have is left out. */
function joined(parts: readonly SampleBatch[], { shape }: GivenSubject): SampleBatch {
  if (parts.length === 0) return { x: { data: new Float32Array(), shape: [0, ...shape] } };
  const known = parts.flatMap((part) => part.labels ?? []);
  const labels =
    known.length === parts.length ? { labels: Int32Array.from(known.flatMap((each) => [...each])) } : {};
  const z = parts.flatMap(({ latents }) => latents?.z ?? []);
  return {
    x: concatRows(parts.map(({ x }) => x)),
    ...labels,
    ...(z.length === parts.length ? { latents: { z: concatRows(z), ...labels } } : {}),
  };
}
