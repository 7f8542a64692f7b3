import type { DatasetSpec, FilesSpec } from "./dataset-spec.ts";
import { proceduralSource } from "./procedural/procedural-source.ts";
import { findDatasetSource } from "./registry.ts";
import type { AnyDatasetSource } from "./samples/dataset-samples.ts";
import { transformedSource } from "./transforms/transformed-source.ts";

/**
 * The source that a specification names.
 *
 * @param openFiles gives the source of files by path
 * @throws {ConfigInvalidError} for an unknown name, and a specification that is none
 */
export function sourceOfSpec(
  data: DatasetSpec | AnyDatasetSource,
  openFiles: (spec: FilesSpec) => AnyDatasetSource,
): AnyDatasetSource {
  if (typeof data === "string") return findDatasetSource(data);
  if ("load" in data) return data;
  if ("procedural" in data) return proceduralSource(data.procedural);
  if ("from" in data) return transformedSource(sourceOfSpec(data.from, openFiles), data.transforms);
  return openFiles(data);
}
