import type { Dataset, SplitOptions } from "./dataset.ts";
import { findDatasetSource } from "./registry.ts";
import type { AnyDatasetSource } from "./samples/dataset-samples.ts";
import { openSamples } from "./samples/open-samples.ts";

/** Which split of a data set is opened, and how. */
export interface OpenDatasetOptions extends SplitOptions {
  readonly split: string;
}

/**
 * Opens one split of a data set; files by path are opened by the function of the same name in `@ganlens/datasets/node`.
 *
 * @param data a registered name, or a source of your own
 * @throws {ConfigInvalidError} for an unknown name or split, with the nearest known ones
 * @throws {DatasetInvalidError} when the data cannot be read
 */
export async function openDataset(
  data: string | AnyDatasetSource,
  options: OpenDatasetOptions,
): Promise<Dataset> {
  const source = typeof data === "string" ? findDatasetSource(data) : data;
  return openSamples(await source.load(), options.split, options);
}
