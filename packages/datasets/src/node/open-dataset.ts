import type { Dataset } from "../dataset.ts";
import type { DatasetSpec } from "../dataset-spec.ts";
import { type OpenDatasetOptions, openDataset as openSource } from "../open-dataset.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { idxFiles } from "./idx-files.ts";
import { imageFolder } from "./image-folder.ts";

/**
 * Opens one split of a data set: a registered name, a source of your own, IDX files or a folder of images by path.
 *
 * @throws {ConfigInvalidError} for an unknown name or split, with the nearest known ones, or a wrong specification
 * @throws {DatasetInvalidError} when files are missing, damaged or too few
 */
export async function openDataset(
  data: DatasetSpec | DatasetSource,
  options: OpenDatasetOptions,
): Promise<Dataset> {
  if (typeof data === "string" || "load" in data) return openSource(data, options);
  return openSource("idx" in data ? idxFiles(data.idx) : imageFolder(data.folder), options);
}
