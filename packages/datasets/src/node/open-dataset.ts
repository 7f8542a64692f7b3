import type { DatasetInfo } from "@ganlens/core";
import type { Dataset } from "../dataset.ts";
import type { DatasetSpec, FilesSpec } from "../dataset-spec.ts";
import type { UrlSpec } from "../files/url-file.ts";
import { type OpenDatasetOptions, openDataset as openSource } from "../open-dataset.ts";
import type { AnyDatasetSource } from "../samples/dataset-samples.ts";
import { sourceOfSpec } from "../source-of-spec.ts";
import { folderOfVersion1 } from "./folder-of-version-1.ts";
import { idxFiles } from "./idx-files.ts";
import { type ImageFileOptions, imageFile } from "./image-file.ts";
import { imageFolder } from "./image-folder.ts";
import { openPictureDecoder } from "./open-picture-decoder.ts";

/** Which split of a data set is opened, how its files are read, and for which run. */
export interface OpenFilesOptions extends OpenDatasetOptions, ImageFileOptions {
  /**
   * What run.json says of the data where they are opened for a run that was made before: a run of an earlier version gets them
   * as that version read them, so that their hash can be compared.
   */
  readonly recorded?: DatasetInfo | undefined;
}

/**
 * Opens one split of a data set: a registered name, a source of your own, IDX files, a folder or a file of data by path or
 * address, rendered images, or any of these but an address with transforms.
 *
 * @throws {ConfigInvalidError} for an unknown name or split, with the nearest known ones, or a wrong specification
 * @throws {DatasetInvalidError} when files are missing, damaged or too few
 * @throws {CancelledError} when the signal aborts while a folder is read
 */
export async function openDataset(
  data: DatasetSpec | AnyDatasetSource | UrlSpec,
  options: OpenFilesOptions,
): Promise<Dataset> {
  if (typeof data === "object" && "url" in data) {
    return openSource(data, { ...options, decoder: options.decoder ?? (await openPictureDecoder()) });
  }
  return openSource(
    sourceOfSpec(data, (spec) =>
      sourceOfFiles(spec, isFiles(data) ? options : { ...options, recorded: undefined }),
    ),
    options,
  );
}

/** What a run of an earlier version says of its data is of files that nothing was done to. */
function isFiles(data: DatasetSpec | AnyDatasetSource): boolean {
  return typeof data !== "string" && !("from" in data);
}

function sourceOfFiles(data: FilesSpec, options: OpenFilesOptions): AnyDatasetSource {
  if ("file" in data) return imageFile(data.file, options);
  const { recorded } = options;
  if ("idx" in data) return idxFiles(data.idx, { recordedClasses: recorded?.classes });
  return recorded !== undefined && recorded.transform === undefined
    ? folderOfVersion1(data.folder, options)
    : imageFolder(data.folder, options);
}
