import type { Dataset, SplitOptions } from "./dataset.ts";
import type { ReadDataOptions, UrlSpec } from "./files/url-file.ts";
import { findDatasetSource } from "./registry.ts";
import type { DatasetSource } from "./samples/dataset-samples.ts";
import { openSamples } from "./samples/open-samples.ts";

/** Which split of a data set is opened, and how. */
export interface OpenDatasetOptions extends SplitOptions {
  readonly split: string;
}

/**
 * Opens one split of a data set; files by path are opened by the function of the same name in `@ganlens/datasets/node`.
 *
 * @param data a registered name, a source of your own, or the address of a file
 * @throws {ConfigInvalidError} for an unknown name or split, with the nearest known ones
 * @throws {DatasetInvalidError} when the data cannot be read
 */
export async function openDataset(
  data: string | DatasetSource | UrlSpec,
  options: OpenDatasetOptions & ReadDataOptions,
): Promise<Dataset> {
  const source =
    typeof data === "string" ? findDatasetSource(data) : "url" in data ? await sourceAt(data, options) : data;
  return openSamples(await source.load(), options.split, options);
}

/** Loaded when it is asked for: who opens data by name carries no readers of files. */
async function sourceAt(data: UrlSpec, options: ReadDataOptions): Promise<DatasetSource> {
  const { urlFile } = await import("./files/url-file.ts");
  return urlFile(data, options);
}
