import { type ByteFile, ConfigInvalidError, DatasetInvalidError, openZipFile } from "@ganlens/core";
import type { CifarLayout } from "../cifar/cifar-layout.ts";
import { readCifar } from "../cifar/read-cifar.ts";
import { isDsprites, readDsprites } from "../dsprites/read-dsprites.ts";
import { readCsvPoints } from "../points/read-csv-points.ts";
import type { DatasetSamples } from "../samples/dataset-samples.ts";
import { type FileKind, fileKind } from "./file-kind.ts";
import { isPictureName } from "./picture-names.ts";
import { readArrayFile } from "./read-array-file.ts";
import type { ReadFileOptions } from "./read-file-options.ts";
import { readZipImages } from "./read-zip-images.ts";

/** Names of classes that lie beside a file of CIFAR. */
export type CifarNamesBeside = (
  layout: CifarLayout,
  column: number,
) => Promise<readonly string[] | undefined>;

/**
 * A file of data, told by its content: npz, npy, IDX, safetensors, a zip of pictures, parquet, a table of points, or CIFAR's
 * binary files.
 *
 * @throws {DatasetInvalidError} for any other file, and when it is damaged, too large or holds too few samples
 * @throws {ConfigInvalidError} when something is said of it that files of its kind do not listen to
 */
export async function readDataFile(
  file: ByteFile,
  options: ReadFileOptions,
  namesBeside?: CifarNamesBeside,
): Promise<DatasetSamples> {
  const kind = await fileKind(file);
  if (kind !== "arrays" && kind !== "zip") assertOwnLabels(kind, file, options.labels);
  switch (kind) {
    case "arrays":
      return readArrayFile(file, options);
    case "cifar":
      return readCifar([{ file }], options, namesBeside);
    case "csv":
      return readCsvPoints(file, options);
    case "parquet": {
      // Its library costs nothing where it is not used.
      const { readParquetImages } = await import("../parquet/read-parquet-images.ts");
      return readParquetImages(file, options);
    }
    case "zip":
      return readZip(file, options);
  }
}

async function readZip(file: ByteFile, options: ReadFileOptions): Promise<DatasetSamples> {
  const zip = await openZipFile(file);
  const names = zip.members.map(({ name }) => name);
  if (isDsprites(zip)) {
    assertOwnLabels("zip", file, options.labels);
    return readDsprites(file, zip, options);
  }
  if (names.some((name) => name.endsWith(".npy"))) return readArrayFile(file, options);
  if (names.some((name) => isPictureName(name))) {
    assertOwnLabels("zip", file, options.labels);
    return readZipImages(file, zip, options);
  }
  // Says what torch.save wrote, and what to do about it.
  if (names.some((name) => name.endsWith("data.pkl"))) return readArrayFile(file, options);
  const shown = names.slice(0, 5).map((name) => JSON.stringify(name.slice(0, 100)));
  throw new DatasetInvalidError({
    message: `Expected pictures or .npy arrays in ${file.name}, found ${shown.length === 0 ? "nothing" : shown.join(", ")}${names.length > 5 ? " …" : ""}.`,
    hint: "Unpack it, and name what is in it.",
  });
}

function assertOwnLabels(kind: FileKind, file: ByteFile, labels: ByteFile | undefined): void {
  if (labels === undefined) return;
  throw new ConfigInvalidError({
    message: `Expected no file of labels beside ${file.name} (${kind}), which has its own, received ${labels.name}.`,
    hint: "Leave it out; labelColumn chooses among several.",
  });
}
