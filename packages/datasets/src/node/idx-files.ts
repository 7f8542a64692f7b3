import { basename } from "node:path";
import { type IdxFilesSpec, idxFilesSpecSchema } from "../dataset-spec.ts";
import { idxImages } from "../idx/idx-images.ts";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { parseSpec } from "./parse-spec.ts";
import { readNamedFile } from "./read-named-file.ts";

const maxFileBytes = 2 ** 30;

/**
 * A source over IDX files of images (unsigned bytes, 255 is white) and, if given, their labels, gzipped or not.
 *
 * Splits are `train` and `held-out`, four to one by hash within each class; classes are named by their numbers.
 *
 * @throws {ConfigInvalidError} when the specification is not one
 */
export function idxFiles(spec: IdxFilesSpec): DatasetSource {
  const checked = parseSpec(idxFilesSpecSchema, spec, "paths of IDX files");
  const name = checked.name ?? (basename(checked.images).split(".")[0] || "idx");
  return { name, description: `IDX files ${checked.images}.`, load: () => loadIdxFiles(name, checked) };
}

async function loadIdxFiles(name: string, spec: IdxFilesSpec): Promise<DatasetSamples> {
  const images = await readNamedFile(spec.images, maxFileBytes);
  const labels = spec.labels === undefined ? undefined : await readNamedFile(spec.labels, maxFileBytes);
  const decoded = idxImages({
    images: { bytes: images, source: spec.images },
    labels:
      labels === undefined || spec.labels === undefined ? undefined : { bytes: labels, source: spec.labels },
  });
  const classCount = (decoded.labels ?? new Uint8Array()).reduce(
    (most, label) => Math.max(most, label + 1),
    0,
  );
  return labelledImages({
    name,
    ...decoded,
    ...(decoded.labels === undefined
      ? {}
      : { classes: Array.from({ length: classCount }, (_, label) => String(label)) }),
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
  });
}
