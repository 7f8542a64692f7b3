import { ConfigInvalidError } from "@ganlens/core";
import type { Dataset, SplitOptions } from "./dataset.ts";
import type { DatasetSpec, FilesSpec } from "./dataset-spec.ts";
import type { ReadDataOptions, UrlSpec } from "./files/url-file.ts";
import type { AnyDatasetSource, DatasetSource } from "./samples/dataset-samples.ts";
import { openSamples } from "./samples/open-samples.ts";
import { sourceOfSpec } from "./source-of-spec.ts";

/** Which split of a data set is opened, and how. */
export interface OpenDatasetOptions extends SplitOptions {
  readonly split: string;
}

/**
 * Opens one split of a data set; files by path are opened by the function of the same name in `@ganlens/datasets/node`.
 *
 * @param data a registered name, rendered images, either with transforms, a source of your own, or the address of a file
 * @throws {ConfigInvalidError} for an unknown name or split, with the nearest known ones
 * @throws {DatasetInvalidError} when the data cannot be read
 */
export async function openDataset(
  data: DatasetSpec | AnyDatasetSource | UrlSpec,
  options: OpenDatasetOptions & ReadDataOptions,
): Promise<Dataset> {
  const source =
    typeof data === "object" && "url" in data ? await sourceAt(data, options) : sourceOfSpec(data, noFiles);
  return openSamples(await source.load(), options.split, options);
}

function noFiles(spec: FilesSpec): never {
  throw new ConfigInvalidError({
    message: `Expected data that need no files, received ${JSON.stringify(spec).slice(0, 200)}.`,
    hint: "Files by path are opened by openDataset of @ganlens/datasets/node.",
  });
}

/** Loaded when it is asked for: who opens data by name carries no readers of files. */
async function sourceAt(data: UrlSpec, options: ReadDataOptions): Promise<DatasetSource> {
  const { urlFile } = await import("./files/url-file.ts");
  return urlFile(data, options);
}
