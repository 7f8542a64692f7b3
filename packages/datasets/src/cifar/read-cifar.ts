import {
  type ByteFile,
  CancelledError,
  ConfigInvalidError,
  canonicalJson,
  DatasetInvalidError,
} from "@ganlens/core";
import { assertSettings } from "../files/assert-settings.ts";
import { assertWithin, type ReadFileOptions } from "../files/read-file-options.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { fewestImages } from "../samples/fewest-images.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { type CifarLayout, cifar10, cifar100, cifarPixels, cifarSide } from "./cifar-layout.ts";
import { cifar10Names } from "./cifar-names.ts";

/** A file of records, and the split that its name says. */
export interface CifarFile {
  readonly file: ByteFile;
  readonly split?: "train" | "test";
}

const recordsAtOnce = 1000;

/**
 * Images of CIFAR-10 or CIFAR-100 from their binary files: records of 1 or 2 label bytes and 3072 bytes of pixels.
 *
 * Splits are `train`, `test` and `held-out` where files of both are given; else `train` and `held-out`, four to one by hash
 * within each class. Of CIFAR-100 the classes are the 100 fine ones unless `labelColumn` says `coarse`.
 *
 * @param names of the classes; those of CIFAR-10 are known
 * @throws {DatasetInvalidError} when sizes are those of neither, files of both are mixed, or a label is too large, with its byte
 * @throws {ConfigInvalidError} when `labelColumn` is neither `coarse` nor `fine`
 */
export async function readCifar(
  files: readonly CifarFile[],
  options: ReadFileOptions,
  names?: (layout: CifarLayout, column: number) => Promise<readonly string[] | undefined>,
): Promise<DatasetSamples> {
  assertSettings(options.settings, { known: ["labelColumn"], what: "files of CIFAR" });
  const layout = await layoutOf(files);
  const column = columnOf(layout, options.settings.labelColumn);
  const classes = layout.classes[column] as number;
  const count = files.reduce((sum, { file }) => sum + file.byteLength, 0) / layout.recordBytes;
  if (count < fewestImages) throw tooFew(count, files);
  assertWithin(count * cifarPixels, {
    maximumBytes: options.maximumBytes,
    what: `bytes of pixels in ${options.name}`,
  });
  const pixels = new Uint8Array(count * cifarPixels);
  const labels = new Uint8Array(count);
  let row = 0;
  for (const { file } of files) {
    const step = recordsAtOnce * layout.recordBytes;
    for (let at = 0; at < file.byteLength; at += step) {
      if (options.signal?.aborted) throw new CancelledError({ message: `Reading ${file.name} was stopped.` });
      const records = await file.slice(at, Math.min(at + step, file.byteLength));
      for (let start = 0; start < records.length; start += layout.recordBytes) {
        assertLabels(records, { start, layout, at, source: file.name });
        labels[row] = records[start + column] as number;
        channelsLast(records, start + layout.labelBytes, pixels, row * cifarPixels);
        row++;
      }
    }
  }
  const given = await names?.(layout, column);
  const known = given ?? (layout === cifar10 ? cifar10Names : numbered(classes));
  const hashes = Array.from({ length: count }, (_, i) =>
    options.sha256(pixels.subarray(i * cifarPixels, (i + 1) * cifarPixels)),
  );
  const splitNames = splitsOf(files, layout);
  const divided = splitNames !== undefined && new Set(splitNames).size === 2;
  const lines = hashes.map((hash, i) => `${hash} ${labels[i]} ${divided ? splitNames[i] : ""}`).sort();
  const sameness = { layout: layout.name, column, classes: known };
  return labelledImages({
    name: options.name,
    images: { data: pixels, shape: [count, cifarSide, cifarSide, 3] },
    labels,
    classes: known,
    ...(divided ? { splitNames } : {}),
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
    hashes,
    sha256: options.sha256(new TextEncoder().encode(`${canonicalJson(sameness)}\n${lines.join("\n")}`)),
    notes: [
      `${layout.name}: ${count} images in ${files.length} ${files.length === 1 ? "file" : "files"}, ${classes} classes${
        layout === cifar100 ? ` (${column === 0 ? "coarse" : "fine"} labels; labelColumn chooses)` : ""
      }.`,
      ...(given === undefined && layout === cifar100
        ? ["No names of the classes lie beside them: they are numbers."]
        : []),
    ],
  });
}

/** @throws {DatasetInvalidError} when there is no one layout that all files have */
async function layoutOf(files: readonly CifarFile[]): Promise<CifarLayout> {
  const fitting = [cifar10, cifar100].filter(({ recordBytes }) =>
    files.every(({ file }) => file.byteLength > 0 && file.byteLength % recordBytes === 0),
  );
  const [first, second] = fitting;
  if (first !== undefined && second === undefined) return first;
  const stray = files.find(({ file }) => fitting.length === 0 && file.byteLength % cifar10.recordBytes !== 0);
  const { name, byteLength } = (stray ?? files[0])?.file ?? { name: "no file", byteLength: 0 };
  if (first === undefined) {
    throw new DatasetInvalidError({
      message:
        `Expected whole records of CIFAR-10 (${cifar10.recordBytes} bytes) or of CIFAR-100 (${cifar100.recordBytes} bytes) ` +
        `in ${name}, received ${byteLength} bytes.`,
      hint: "It is cut off, or of another kind: download it again.",
    });
  }
  // A common multiple of both: the second record tells, whose label lies elsewhere.
  const file = files[0]?.file as ByteFile;
  const records = await file.slice(0, 64 * cifar10.recordBytes);
  const sound = Array.from({ length: 64 }, (_, i) => records[i * cifar10.recordBytes] as number);
  return sound.every((label) => label < 10) ? first : (second as CifarLayout);
}

function columnOf({ name, labelBytes }: CifarLayout, said: string | undefined): number {
  if (labelBytes === 1 && said === undefined) return 0;
  if (labelBytes === 2 && (said === undefined || said === "fine")) return 1;
  if (labelBytes === 2 && said === "coarse") return 0;
  throw new ConfigInvalidError({
    message:
      labelBytes === 1
        ? `Expected no labelColumn with ${name}, received ${JSON.stringify(said)}.`
        : `Expected the labelColumn of ${name} to be coarse or fine, received ${JSON.stringify(said)}.`,
    hint: "Leave it out, or choose one of them.",
  });
}

function assertLabels(
  records: Uint8Array,
  { start, layout, at, source }: { start: number; layout: CifarLayout; at: number; source: string },
): void {
  for (const [i, classes] of layout.classes.entries()) {
    const label = records[start + i] as number;
    if (label < classes) continue;
    throw new DatasetInvalidError({
      message: `Expected a label of ${layout.name} below ${classes} at byte ${at + start + i} of ${source}, received ${label}.`,
      hint: "It is damaged, or of another kind: download it again.",
    });
  }
}

function channelsLast(from: Uint8Array, start: number, to: Uint8Array, at: number): void {
  const plane = cifarSide * cifarSide;
  for (let i = 0; i < plane; i++) {
    for (let channel = 0; channel < 3; channel++) {
      to[at + 3 * i + channel] = from[start + channel * plane + i] as number;
    }
  }
}

function splitsOf(files: readonly CifarFile[], { recordBytes }: CifarLayout): string[] | undefined {
  if (files.some(({ split }) => split === undefined)) return undefined;
  return files.flatMap(({ file, split }) =>
    new Array<string>(file.byteLength / recordBytes).fill(split as string),
  );
}

function numbered(count: number): readonly string[] {
  return Array.from({ length: count }, (_, i) => String(i));
}

function tooFew(count: number, files: readonly CifarFile[]): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected at least ${fewestImages} images in ${files.map(({ file }) => file.name).join(", ")}, found ${count}.`,
    hint: "Too few to learn from and to hold some out: name the whole folder.",
  });
}
