import type { Dataset } from "../dataset.ts";
import type { ImageFolderSpec } from "../dataset-spec.ts";
import { type OpenDatasetOptions, openDataset } from "../open-dataset.ts";
import { imageFolder } from "./image-folder.ts";

/**
 * Opens a folder of the user's own images; see {@link imageFolder} for what is read and how.
 *
 * @throws {ConfigInvalidError} for an unknown split or a wrong size
 * @throws {DatasetInvalidError} when the folder is missing, holds fewer than 200 images, or more than 5 % cannot be read
 */
export function openImageFolder({
  path,
  size,
  channels,
  ...options
}: ImageFolderSpec & OpenDatasetOptions): Promise<Dataset> {
  const spec = {
    path,
    ...(size === undefined ? {} : { size }),
    ...(channels === undefined ? {} : { channels }),
  };
  return openDataset(imageFolder(spec), options);
}
