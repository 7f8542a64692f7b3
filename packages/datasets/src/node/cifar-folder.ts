import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { DatasetInvalidError } from "@ganlens/core";
import { type OpenByteFile, openByteFile, readRegularFile } from "@ganlens/core/node";
import type { CifarLayout } from "../cifar/cifar-layout.ts";
import { namesOf } from "../cifar/cifar-names.ts";
import { type CifarFile, readCifar } from "../cifar/read-cifar.ts";
import type { ReadFileOptions } from "../files/read-file-options.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";

const trainName = /^(data_batch_\d{1,3}|train)\.bin$/;
const testName = /^(test_batch|test)\.bin$/;
const mostFileBytes = 2 ** 32;
const longestNames = 2 ** 16;

/** True for a folder that holds binary files of CIFAR under the names that they were published with. */
export async function isCifarFolder(path: string): Promise<boolean> {
  return (await cifarNames(path)).length > 0;
}

/**
 * The files of CIFAR in a folder; names of classes are read from batches.meta.txt, fine_label_names.txt and
 * coarse_label_names.txt, where they lie beside them.
 *
 * @throws {DatasetInvalidError} when there are none, or they are damaged
 */
export async function readCifarFolder(path: string, options: ReadFileOptions): Promise<DatasetSamples> {
  const found = await cifarNames(path);
  if (found.length === 0) {
    throw new DatasetInvalidError({
      message: `Expected a file of data, or files of CIFAR (data_batch_1.bin, test_batch.bin, train.bin, test.bin), found a folder without them: ${path}.`,
      hint: "A folder of pictures is named as such: { folder: { path } }.",
    });
  }
  const opened: OpenByteFile[] = [];
  try {
    const files: CifarFile[] = [];
    for (const name of found) {
      const file = await openByteFile(join(path, name), {
        maximumBytes: mostFileBytes,
        what: "a file of CIFAR",
      });
      opened.push(file);
      files.push({ file, split: trainName.test(name) ? "train" : "test" });
    }
    return await readCifar(files, options, (layout, column) => namesBeside(path, layout, column));
  } finally {
    await Promise.all(opened.map((file) => file.close()));
  }
}

async function cifarNames(path: string): Promise<readonly string[]> {
  const names = await readdir(path).catch(() => []);
  return names.filter((name) => trainName.test(name) || testName.test(name)).sort();
}

/** Names of the classes beside the file or files, undefined where there are none that fit. */
export async function namesBeside(
  folder: string,
  { labelBytes, classes }: CifarLayout,
  column: number,
): Promise<readonly string[] | undefined> {
  const name =
    labelBytes === 1 ? "batches.meta.txt" : column === 0 ? "coarse_label_names.txt" : "fine_label_names.txt";
  const bytes = await readRegularFile(join(folder, name), {
    maximumBytes: longestNames,
    what: "names of classes",
  }).catch(() => undefined);
  return bytes === undefined
    ? undefined
    : namesOf(new TextDecoder().decode(bytes), classes[column] as number);
}
