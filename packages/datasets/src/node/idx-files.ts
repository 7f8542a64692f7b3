import { basename } from "node:path";
import { readRegularFile } from "@ganlens/core/node";
import { type IdxFilesSpec, idxFilesSpecSchema } from "../dataset-spec.ts";
import { idxImages } from "../idx/idx-images.ts";
import { labelClasses } from "../labels/label-classes.ts";
import { parseSpec } from "../parse-spec.ts";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";

const maximumBytes = 2 ** 30;

/** How {@link idxFiles} names classes. */
export interface IdxFilesOptions {
  /** The classes that an earlier run knew; where they count from 0 without a gap, unused numbers among them stay classes. */
  readonly recordedClasses?: readonly string[] | undefined;
}

/**
 * A source over IDX files of images (unsigned bytes, 255 is white) and, if given, their labels, gzipped or not.
 *
 * Splits are `train` and `held-out`, four to one by hash within each class; classes are the labels that occur, named by their
 * numbers.
 *
 * @throws {ConfigInvalidError} when the specification is not one
 */
export function idxFiles(spec: IdxFilesSpec, options: IdxFilesOptions = {}): DatasetSource {
  const checked = parseSpec(idxFilesSpecSchema, spec, "paths of IDX files");
  const name = checked.name ?? (basename(checked.images).split(".")[0] || "idx");
  return {
    name,
    description: `IDX files ${checked.images}.`,
    load: () => loadIdxFiles(name, checked, options),
  };
}

async function loadIdxFiles(
  name: string,
  { images: imagesPath, labels: labelsPath }: IdxFilesSpec,
  { recordedClasses = [] }: IdxFilesOptions,
): Promise<DatasetSamples> {
  const read = async (source: string, what: string) => ({
    source,
    bytes: await readRegularFile(source, { maximumBytes, what }),
  });
  const { images, labels } = idxImages({
    images: await read(imagesPath, "an IDX file of images"),
    labels: labelsPath === undefined ? undefined : await read(labelsPath, "an IDX file of labels"),
  });
  const licence = "not stated: the user's own files";
  const parts = trainAndHeldOut;
  if (labels === undefined) return labelledImages({ name, images, parts, licence });
  const found = labelClasses(labels, labelsPath as string);
  const counted = recordedClasses.every((name, i) => name === String(i));
  if (counted && recordedClasses.length > found.classes.length) {
    return labelledImages({ name, images, labels, classes: recordedClasses, parts, licence });
  }
  const notes = [`${found.classes.length} classes: ${found.classes.join(", ")}.`];
  return labelledImages({ name, images, ...found, parts, licence, notes });
}
