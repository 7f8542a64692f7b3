import { stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { ConfigInvalidError, nearestName } from "@ganlens/core";
import { type DatasetSpec, datasetSources } from "@ganlens/datasets";
import { isCifarFolder } from "@ganlens/datasets/node";
import type { CliIo } from "../cli-io.ts";
import { downloadData, isAddress } from "./download-data.ts";

/**
 * A folder of images or a file of data where there is one, else data that come with ganlens; a folder of CIFAR's binary files
 * counts as a file, and what is at an address of the web is downloaded first.
 *
 * Beside a file of images lie its labels where another name differs in saying so: train-labels-idx1-ubyte beside
 * train-images-idx3-ubyte.
 *
 * @throws {ConfigInvalidError} when it is none of them
 */
export async function placeOrName(
  data: string,
  io: Pick<CliIo, "cwd" | "program"> & Partial<Pick<CliIo, "env" | "stderr" | "signal" | "clock">>,
): Promise<DatasetSpec> {
  if (isAddress(data)) return { file: { path: await downloadData(data, io) } };
  const { cwd, program } = io;
  const path = resolve(cwd, data);
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return (await isCifarFolder(path)) ? { file: { path } } : { folder: { path } };
  const names = datasetSources().map(({ name }) => name);
  if (names.includes(data)) return data;
  if (found?.isFile()) {
    const labels = await labelsBeside(path);
    return { file: { path, ...(labels === undefined ? {} : { labels }) } };
  }
  const expected = "Expected a folder of images, a file of them or the name of a data set";
  if (found !== undefined) {
    throw new ConfigInvalidError({
      message: `${expected}, but ${data} is a device or pipe.`,
      hint: "Name a folder of images, or an .npz, .npy, IDX, .safetensors, .zip, .parquet, .csv or CIFAR file.",
    });
  }
  const nearest = nearestName(data, names);
  throw new ConfigInvalidError({
    message: `${expected}, found none called ${data}.`,
    hint: `${nearest === undefined ? "" : `Did you mean "${nearest}"? `}Check the path, or see: ${program} list datasets`,
  });
}

/** The file of labels that belongs to a file of images by its name; an archive has its labels inside. */
async function labelsBeside(path: string): Promise<string | undefined> {
  const name = basename(path);
  if (!/images/i.test(name) || /\.(npz|safetensors)$/i.test(name)) return undefined;
  const labels = name
    .replace(/images/gi, "labels")
    .replace("idx3", "idx1")
    .replace("idx4", "idx1");
  const plain = labels.replace(/\.gz$/, "");
  for (const each of [labels, plain, `${plain}.gz`]) {
    const beside = join(dirname(path), each);
    if ((await stat(beside).catch(() => undefined))?.isFile()) return beside;
  }
  return undefined;
}
