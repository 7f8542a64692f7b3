import { type ByteFile, DatasetInvalidError, sha256Hex } from "@ganlens/core";
import { type CifarFile, readCifar } from "../cifar/read-cifar.ts";
import type { Dataset } from "../dataset.ts";
import type { OpenDatasetOptions } from "../open-dataset.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { openSamples } from "../samples/open-samples.ts";
import { outputLimit } from "./output-limit.ts";
import { isLitter, isPictureName } from "./picture-names.ts";
import { readDataFile } from "./read-data-file.ts";
import type { FileSettings, ReadFileOptions } from "./read-file-options.ts";
import { readNamedPictures } from "./read-named-pictures.ts";
import type { ReadDataOptions } from "./url-file.ts";

/** A file as a page gets it from an input or by drag and drop; a `File` is one. */
export interface PageFile {
  readonly name: string;
  readonly size: number;
  /** The path below the folder that was chosen, if one was. */
  readonly webkitRelativePath?: string;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** How the files of a page are opened. */
export interface OpenDatasetFilesOptions extends OpenDatasetOptions, ReadDataOptions {
  /** What the files do not tell themselves. */
  readonly settings?: FileSettings | undefined;
}

const largestPicture = 64 * 2 ** 20;

/**
 * Opens what a person has given a page: one file of data, a file of images with one of labels (by their names), CIFAR's files, or
 * pictures, whose folders are classes and splits. Nothing leaves the page, and large files are read in parts.
 *
 * @throws {DatasetInvalidError} when it is none of these, or cannot be read
 * @throws {ConfigInvalidError} for an unknown split
 */
export async function openDatasetFiles(
  files: readonly PageFile[],
  options: OpenDatasetFilesOptions,
): Promise<Dataset> {
  const { decoder = portableDecoder, allowLarge, signal, settings = {} } = options;
  const given = files.filter((file) => !isLitter(pathOf(file)));
  const samples = await read(given, {
    name: nameOf(given),
    settings,
    decoder: async () => decoder,
    maximumBytes: outputLimit({ allowLarge }),
    sha256: sha256Hex,
    signal,
  });
  return openSamples(samples, options.split, options);
}

async function read(files: readonly PageFile[], options: ReadFileOptions): Promise<DatasetSamples> {
  const [first, second] = files;
  const pictures = files.filter((file) => isPictureName(file.name));
  if (first !== undefined && second === undefined && pictures.length === 0) {
    return readDataFile(byteFile(first), options);
  }
  if (pictures.length > 0) {
    const passed = files.length - pictures.length;
    return readNamedPictures(
      pictures.map((file) => ({ path: pathOf(file), read: () => wholePicture(file) })),
      {
        source: "the given files",
        notes: passed === 0 ? [] : [`${passed} files that are no pictures were ignored.`],
      },
      options,
    );
  }
  const records = files.filter(({ name }) => /\.bin$/i.test(name));
  if (records.length > 1) {
    const parts = records.map(
      (file): CifarFile => ({ file: byteFile(file), split: /test/i.test(file.name) ? "test" : "train" }),
    );
    return readCifar(parts, options);
  }
  const labels = files.find(({ name }) => /labels/i.test(name));
  const images = files.find((file) => file !== labels);
  if (files.length === 2 && labels !== undefined && images !== undefined) {
    return readDataFile(byteFile(images), { ...options, labels: byteFile(labels) });
  }
  throw new DatasetInvalidError({
    message: `Expected one file of data, images with their labels, CIFAR's files, or pictures, received ${files.length} other files.`,
    hint: "Give a file at a time, or a folder of pictures.",
  });
}

function byteFile(file: PageFile): ByteFile {
  return {
    name: file.name,
    byteLength: file.size,
    async slice(start, end) {
      const bytes = new Uint8Array(await file.slice(start, end).arrayBuffer());
      if (bytes.length === end - start) return bytes;
      throw new DatasetInvalidError({
        message: `Expected ${end - start} bytes at byte ${start} of ${file.name}, received ${bytes.length}.`,
        hint: "It has changed since it was chosen: choose it again.",
      });
    },
  };
}

async function wholePicture(file: PageFile): Promise<Uint8Array> {
  if (file.size <= largestPicture) return byteFile(file).slice(0, file.size);
  throw new DatasetInvalidError({
    message: `Expected a picture of at most ${largestPicture} bytes, received ${file.size}.`,
  });
}

function pathOf({ name, webkitRelativePath }: PageFile): string {
  return webkitRelativePath || name;
}

function nameOf(files: readonly PageFile[]): string {
  const [first] = files;
  const name = first === undefined ? "" : (pathOf(first).split("/")[0] ?? "");
  return name.split(".")[0] || "files";
}
