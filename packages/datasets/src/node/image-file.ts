import { createHash } from "node:crypto";
import { basename } from "node:path";
import { canonicalJson, DatasetInvalidError, type NdArray, sizeOf } from "@ganlens/core";
import { readRegularFile } from "@ganlens/core/node";
import { type ImageFileSpec, imageFileSpecSchema } from "../dataset-spec.ts";
import { labelClasses } from "../labels/label-classes.ts";
import { parseSpec } from "../parse-spec.ts";
import { decodeSampleFile } from "../sample-files/decode-sample-file.ts";
import { defaultMaximumBytes, type SampleFile } from "../sample-files/sample-file.ts";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";

const fewestImages = 200;

/**
 * A source over the images in an npz, npy, IDX or safetensors file, at least 200.
 *
 * Bytes stay bytes; everything else becomes float32 in [0, 1] by (x − low) / (high − low), cut to that range, and is never
 * rounded to bytes. Images that are not finite are left out and counted in `notes`. Classes are the labels that occur, in the
 * same file or in one of their own. Splits are `train` and `held-out`, four to one within each class by the hash of the images.
 * `info.sha256` is that of the files' bytes and of how they are read: it does not depend on where they lie.
 *
 * @throws {ConfigInvalidError} when the specification is not one
 */
export function imageFile(spec: ImageFileSpec): DatasetSource {
  const checked = parseSpec(imageFileSpecSchema, spec, "a file of images");
  const name = basename(checked.path).split(".")[0] || "images";
  return { name, description: `Images in ${checked.path}.`, load: () => load(name, checked) };
}

async function load(
  name: string,
  { path, labels: labelPath, ...spec }: ImageFileSpec,
): Promise<DatasetSamples> {
  const read = async (file: string, what: string) => ({
    name: basename(file),
    bytes: await readRegularFile(file, { maximumBytes: defaultMaximumBytes, what }),
  });
  const labels = labelPath === undefined ? undefined : await read(labelPath, "a file of labels");
  const file = decodeSampleFile(await read(path, "a file of images"), { ...spec, labels, meaning: "data" });
  const { low, high } = file.range;
  const [count = 0, ...shape] = file.x.shape;
  assertEnough(count, path);
  const sameness = {
    file: file.sha256,
    labels: labels === undefined ? null : sha256(labels.bytes),
    images: spec.images ?? null,
    layout: spec.layout ?? null,
    range: [low, high],
    shape,
  };
  const { images, maximum } = inRange(file);
  return labelledImages({
    name,
    images,
    maximum,
    ...classesOf(file, path),
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
    hashes: hashesOf(images),
    sha256: sha256(new TextEncoder().encode(canonicalJson(sameness))),
    notes: [...file.notes, ...(labels === undefined ? [] : [`Labels are read from ${labels.name}.`])],
  });
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

function hashesOf({
  data,
  shape: [count = 0, ...shape],
}: NdArray<Uint8Array> | NdArray<Float32Array>): string[] {
  const width = sizeOf(shape) * data.BYTES_PER_ELEMENT;
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  return Array.from({ length: count }, (_, i) => sha256(bytes.subarray(i * width, (i + 1) * width)));
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function assertEnough(count: number, path: string): void {
  if (count >= fewestImages) return;
  throw new DatasetInvalidError({
    message: `Expected at least ${fewestImages} images in ${path}, found ${count}.`,
    hint: "Too few to learn from and to hold some out: save more of them.",
  });
}
