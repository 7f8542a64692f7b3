import { type ByteFile, canonicalJson, DatasetInvalidError, type NdArray, sizeOf } from "@ganlens/core";
import { labelClasses } from "../labels/label-classes.ts";
import { decodeSampleFile } from "../sample-files/decode-sample-file.ts";
import type { SampleFile } from "../sample-files/sample-file.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { fewestImages } from "../samples/fewest-images.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { assertSettings } from "./assert-settings.ts";
import { type ReadFileOptions, wholeFile } from "./read-file-options.ts";

/**
 * The images of an npz, npy, IDX or safetensors file, at least 200.
 *
 * Bytes stay bytes; everything else becomes float32 in [0, 1] by (x − low) / (high − low), cut to that range, and is never
 * rounded to bytes. Images that are not finite are left out and counted in `notes`. Classes are the labels that occur, in the
 * same file or in one of their own.
 *
 * @throws {DatasetInvalidError} when it is damaged, too large, or holds too few
 */
export async function readArrayFile(file: ByteFile, options: ReadFileOptions): Promise<DatasetSamples> {
  const { settings, maximumBytes, sha256, name } = options;
  assertSettings(settings, { known: ["range", "layout", "size", "images"], what: "a file of arrays" });
  const labels =
    options.labels === undefined
      ? undefined
      : { name: lastOf(options.labels.name), bytes: await wholeFile(options.labels, options) };
  const decoded = decodeSampleFile(
    { name: lastOf(file.name), bytes: await wholeFile(file, options) },
    { ...settings, labels, maximumBytes, meaning: "data" },
  );
  const { low, high } = decoded.range;
  const [count = 0, ...shape] = decoded.x.shape;
  assertEnough(count, file.name);
  const sameness = {
    file: decoded.sha256,
    labels: labels === undefined ? null : sha256(labels.bytes),
    images: settings.images ?? null,
    layout: settings.layout ?? null,
    range: [low, high],
    shape,
  };
  const { images, maximum } = inRange(decoded);
  return labelledImages({
    name,
    images,
    maximum,
    ...classesOf(decoded, file.name),
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
    hashes: hashesOf(images, sha256),
    sha256: sha256(new TextEncoder().encode(canonicalJson(sameness))),
    notes: [...decoded.notes, ...(labels === undefined ? [] : [`Labels are read from ${labels.name}.`])],
  });
}

function lastOf(path: string): string {
  return path.split(/[\\/]/).at(-1) || path;
}

/** The images, and the stored value that means white; black is 0. */
function inRange({ x, range }: SampleFile): Pick<DatasetSamples, "maximum"> & {
  readonly images: NdArray<Uint8Array> | NdArray<Float32Array>;
} {
  const { low, high } = range;
  const { data, shape } = x;
  if (data instanceof Uint8Array && low === 0 && Number.isInteger(high)) {
    return { images: { data: data.map((value) => Math.min(high, value)), shape }, maximum: high };
  }
  // Floats are the decoder's own, so that they can change where they lie: files are large.
  const values = data instanceof Float32Array ? data : new Float32Array(data.length);
  for (let i = 0; i < values.length; i++) {
    values[i] = Math.min(1, Math.max(0, ((data[i] as number) - low) / (high - low)));
  }
  return { images: { data: values, shape }, maximum: 1 };
}

/** The classes that occur among the images that are kept. */
function classesOf(
  { labels, classes }: SampleFile,
  source: string,
): Partial<ReturnType<typeof labelClasses>> {
  if (labels === undefined || classes === undefined) return {};
  return labelClasses(
    Array.from(labels, (label) => Number(classes[label])),
    source,
  );
}

function hashesOf(
  { data, shape: [count = 0, ...shape] }: NdArray<Uint8Array> | NdArray<Float32Array>,
  sha256: ReadFileOptions["sha256"],
): string[] {
  const width = sizeOf(shape) * data.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: count }, (_, i) => sha256(bytes.subarray(i * width, (i + 1) * width)));
}

function assertEnough(count: number, path: string): void {
  if (count >= fewestImages) return;
  throw new DatasetInvalidError({
    message: `Expected at least ${fewestImages} images in ${path}, found ${count}.`,
    hint: "Too few to learn from and to hold some out: save more of them.",
  });
}
