import { ConfigInvalidError } from "@ganlens/core";
import type { Dataset, SplitOptions } from "./dataset.ts";
import type { DatasetSpec, FilesSpec } from "./dataset-spec.ts";
import type { AnyDatasetSource } from "./samples/dataset-samples.ts";
import { openSamples } from "./samples/open-samples.ts";
import { sourceOfSpec } from "./source-of-spec.ts";

/** Which split of a data set is opened, and how. */
export interface OpenDatasetOptions extends SplitOptions {
  readonly split: string;
}

/**
 * Opens one split of a data set; files by path are opened by the function of the same name in `@ganlens/datasets/node`.
 *
 * @param data a registered name, rendered images, either with transforms, or a source of your own
 * @throws {ConfigInvalidError} for an unknown name or split, with the nearest known ones
 * @throws {DatasetInvalidError} when the data cannot be read
 */
export async function openDataset(
  data: DatasetSpec | AnyDatasetSource,
  options: OpenDatasetOptions,
): Promise<Dataset> {
  return openSamples(await sourceOfSpec(data, noFiles).load(), options.split, options);
}

function noFiles(spec: FilesSpec): never {
  throw new ConfigInvalidError({
    message: `Expected data that need no files, received ${JSON.stringify(spec).slice(0, 200)}.`,
    hint: "Files by path are opened by openDataset of @ganlens/datasets/node.",
  });
}
