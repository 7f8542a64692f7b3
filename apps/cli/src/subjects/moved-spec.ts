import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { DatasetSpec } from "@ganlens/datasets";

/**
 * Data as a run names them, at another place: how they are read, and what is done to them, stays.
 *
 * A file of labels is the one that was found beside the new file, else the one of the old name there, else where it was.
 */
export function movedSpec(own: DatasetSpec, place: DatasetSpec): DatasetSpec {
  if (typeof own === "string") return place;
  if ("from" in own) {
    return typeof place === "object" && "from" in place
      ? place
      : { ...own, from: movedSpec(own.from, place) };
  }
  if (typeof place === "string" || "procedural" in own) return place;
  if ("folder" in own && "folder" in place) return { folder: { ...own.folder, path: place.folder.path } };
  if (!("file" in place) || "folder" in own) return place;
  const { path } = place.file;
  const before = "file" in own ? own.file.labels : own.idx.labels;
  const labels = before === undefined ? {} : { labels: place.file.labels ?? movedLabels(before, path) };
  return "file" in own
    ? { file: { ...own.file, path, ...labels } }
    : { idx: { ...own.idx, images: path, ...labels } };
}

function movedLabels(before: string, images: string): string {
  const beside = join(dirname(images), basename(before));
  return existsSync(beside) ? beside : before;
}
