import type { Dataset } from "../dataset.ts";
import type { ImageFolderSpec } from "../dataset-spec.ts";
import { type OpenDatasetOptions, openDataset } from "../open-dataset.ts";
import { type ImageFolderOptions, imageFolder } from "./image-folder.ts";

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
  fit,
  stream,
  ...options
}: ImageFolderSpec & OpenDatasetOptions & ImageFolderOptions): Promise<Dataset> {
  const spec = {
    path,
    ...(size === undefined ? {} : { size }),
    ...(channels === undefined ? {} : { channels }),
    ...(fit === undefined ? {} : { fit }),
    ...(stream === undefined ? {} : { stream }),
  };
  return openDataset(imageFolder(spec, options), options);
}
