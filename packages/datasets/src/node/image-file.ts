import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { type OpenByteFile, openByteFile } from "@ganlens/core/node";
import { type ImageFileSpec, imageFileSpecSchema } from "../dataset-spec.ts";
import { outputLimit } from "../files/output-limit.ts";
import { readDataFile } from "../files/read-data-file.ts";
import type { ReadFileOptions } from "../files/read-file-options.ts";
import { parseSpec } from "../parse-spec.ts";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { namesBeside, readCifarFolder } from "./cifar-folder.ts";
import type { ImageFolderOptions } from "./image-folder.ts";
import { openPictureDecoder } from "./open-picture-decoder.ts";

/** 64 GiB: no file is larger, however little of it is kept. */
const largestFile = 2 ** 36;

/** How a file is read, apart from what is said of its content. */
export interface ImageFileOptions extends ImageFolderOptions {
  /** Lets samples take more than 1 GiB, up to 64 GiB. */
  readonly allowLarge?: boolean | undefined;
}

/**
 * A source over a file of data, at least 200 samples: npz, npy, IDX, safetensors, a zip of pictures, parquet with pictures, a
 * table of points in text, or binary files of CIFAR (one, or the folder of all); see {@link readDataFile}.
 *
 * Splits are `train` and `held-out`, four to one within each class by the hash of the samples, unless the data come divided.
 * `info.sha256` does not depend on where the file lies.
 *
 * @throws {ConfigInvalidError} when the specification is not one
 */
export function imageFile(spec: ImageFileSpec, options: ImageFileOptions = {}): DatasetSource {
  const checked = parseSpec(imageFileSpecSchema, spec, "a file of images");
  const name = basename(checked.path).split(".")[0] || "images";
  return { name, description: `Images in ${checked.path}.`, load: () => load(name, checked, options) };
}

async function load(
  name: string,
  { path, labels: labelPath, allowLarge, ...settings }: ImageFileSpec,
  { decoder, signal, ...options }: ImageFileOptions,
): Promise<DatasetSamples> {
  const opened: OpenByteFile[] = [];
  const open = async (file: string, what: string) => {
    const made = await openByteFile(file, { maximumBytes: largestFile, what });
    opened.push(made);
    return made;
  };
  const reading: ReadFileOptions = {
    name,
    settings,
    decoder: async () => decoder ?? (await openPictureDecoder()),
    maximumBytes: outputLimit({ allowLarge: allowLarge ?? options.allowLarge }),
    sha256: (bytes) => createHash("sha256").update(bytes).digest("hex"),
    signal,
  };
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return readCifarFolder(path, reading);
  try {
    const file = await open(path, "a file of images");
    const labels = labelPath === undefined ? undefined : await open(labelPath, "a file of labels");
    return await readDataFile(file, { ...reading, labels }, (layout, column) =>
      namesBeside(dirname(path), layout, column),
    );
  } finally {
    await Promise.all(opened.map((file) => file.close()));
  }
}
