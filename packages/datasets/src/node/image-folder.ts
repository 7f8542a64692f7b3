import { basename, resolve } from "node:path";
import { DatasetInvalidError, sizeOf } from "@ganlens/core";
import { type ImageFolderSpec, imageFolderSpecSchema } from "../dataset-spec.ts";
import { type ArrangedImage, arrangeImages } from "../folders/arrange-images.ts";
import { classesOf, splitsOf } from "../folders/arranged-labels.ts";
import {
  dependsOnFiles,
  resolveTransform,
  suggestionSentence,
  transformSentence,
} from "../folders/resolve-transform.ts";
import { unreadableShare } from "../folders/unreadable-share.ts";
import { parseSpec } from "../parse-spec.ts";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { formatNames } from "../pictures/picture-format.ts";
import type { AnyDatasetSource, DatasetSamples, StreamedSamples } from "../samples/dataset-samples.ts";
import { fewestImages } from "../samples/fewest-images.ts";
import { labelledImages, samplesWithoutImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { classNote, decoderNote, framesNote, shortList } from "./folder-notes.ts";
import { listImages } from "./list-images.ts";
import { openPictureDecoder } from "./open-picture-decoder.ts";
import { inspectPictures, type PictureFiles, type ReadPicture, transformPictures } from "./read-pictures.ts";
import { openPictureStream, streamedSamples, surveyStream } from "./streamed-pictures.ts";

const maxTotalBytes = 2 ** 30;
/** A folder of more bytes of pixels is streamed unless told. */
const mostBytesInMemory = 2 ** 28;

/** How a folder is read, apart from what is said of its images. */
export interface ImageFolderOptions {
  /** What decodes; {@link openPictureDecoder} unless told. */
  readonly decoder?: PictureDecoder | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with the share of the files' reading that is done, in [0, 1]. */
  readonly onProgress?: ((done: number) => void) | undefined;
}

/**
 * A source over a folder of images, at least 200.
 *
 * Sub-folders, if any, are classes or splits (see {@link listImages} and {@link arrangeImages} for what is found). Every image
 * is decoded upright and transformed as {@link resolveTransform} and {@link fitImage} say; `info.transform` and `notes` tell.
 * Splits are those of the folders, with all that is not in `train` as `held-out`; without them `train` and `held-out`, four
 * to one within each class by the hash of the files' bytes, so that they are the same at every size, and copies of a file stay
 * together. Up to 5 % unreadable files are skipped and named in `notes`.
 *
 * Above 256 MiB of pixels, or as `stream` says, paths and hashes are kept in memory and no pixels: batches are decoded as they are
 * asked for, the next two ahead, in a worker thread that {@link Dataset.close} ends. A decoder of the caller's own works in its thread.
 *
 * @throws {ConfigInvalidError} when the specification is not one
 */
export function imageFolder(spec: ImageFolderSpec, options: ImageFolderOptions = {}): AnyDatasetSource {
  const checked = parseSpec(imageFolderSpecSchema, spec, "a folder of images");
  return {
    name: folderName(checked.path),
    description: `Images in ${checked.path}.`,
    load: () => loadFolder(checked, options),
  };
}

/** What a data set is called that is a folder. */
export function folderName(path: string): string {
  return basename(resolve(path)) || "images";
}

async function loadFolder(
  spec: ImageFolderSpec,
  options: ImageFolderOptions,
): Promise<DatasetSamples | StreamedSamples> {
  const { path } = spec;
  const listed = await listImages(path);
  const arranged = arrangeImages(
    listed.files.map((file) => file.path),
    path,
  );
  assertEnough(arranged.images.length, path, listed.ignored);
  const decoder = options.decoder ?? (await openPictureDecoder());
  const paths = arranged.images.map((image) => image.path);
  const files: PictureFiles = { folder: path, paths, decoder, signal: options.signal };
  const passes = readingPasses(paths.length, {
    passes: spec.stream === true ? 1 : 2,
    tell: options.onProgress,
  });
  const stream = openPictureStream(decoder, options.decoder);
  const survey = () => surveyStream(stream, { ...files, onRead: passes() });
  let isKept = false;
  try {
    const surveyed = spec.stream === true ? await survey() : undefined;
    const facts = surveyed?.facts ?? (await inspectPictures({ ...files, onRead: passes() }));
    assertReadable(facts, files, listed.ignored);
    const known = facts.flatMap((fact) => ("value" in fact ? [fact.value] : []));
    const transform = resolveTransform(spec, known);
    const shape = [...transform.size, transform.channels];
    const width = sizeOf(shape);
    isKept = spec.stream ?? paths.length * width > mostBytesInMemory;
    if (!isKept) assertBounded(paths.length, width, path);

    const pixels = new Uint8Array(isKept ? 0 : paths.length * width);
    const read = isKept
      ? (surveyed ?? (await survey())).sha256
      : await transformPictures({ ...files, onRead: passes() }, { transform, pixels });
    const unreadable = assertReadable(read, files, listed.ignored);
    const images: ArrangedImage[] = [];
    const hashes: string[] = [];
    for (const [index, picture] of read.entries()) {
      if (!("value" in picture)) continue;
      if (!isKept) pixels.copyWithin(hashes.length * width, index * width, (index + 1) * width);
      hashes.push(picture.value);
      images.push(arranged.images[index] as ArrangedImage);
    }
    const { name, version } = decoder;
    const described = {
      name: folderName(path),
      ...classesOf(images),
      ...splitsOf(images),
      parts: trainAndHeldOut,
      licence: "not stated: the user's own files",
      hashes,
      transform,
      decoder: { name, version },
      notes: [
        `${transformSentence(transform)}${dependsOnFiles(spec) ? ` ${suggestionSentence(known)}` : ""}`,
        ...classNote(images),
        ...arranged.notes,
        ...(unreadable.length === 0 ? [] : [unreadableNote(unreadable, paths.length)]),
        ...listed.notes,
        ...framesNote(known),
        ...decoderNote(decoder),
      ],
    };
    if (!isKept) {
      const data = pixels.subarray(0, hashes.length * width);
      return labelledImages({ ...described, images: { data, shape: [hashes.length, ...shape] } });
    }
    const kept = images.map((image) => image.path);
    return {
      ...samplesWithoutImages({ ...described, shape }),
      reader: streamedSamples(stream, { folder: path, paths: kept, hashes, transform }),
      signal: options.signal,
    };
  } catch (error) {
    isKept = false;
    throw error;
  } finally {
    if (!isKept) await stream.close();
  }
}

/** Tells the share of all passes over the files that is done; each call begins the next pass. */
function readingPasses(
  count: number,
  { passes, tell }: { readonly passes: number; readonly tell: ImageFolderOptions["onProgress"] },
): () => (read: number) => void {
  let pass = -1;
  return () => {
    pass++;
    const before = pass;
    return (read) => tell?.((before + read / count) / passes);
  };
}

/** The unreadable ones, named; @throws {DatasetInvalidError} when they are too many or what is left is too little */
function assertReadable(
  read: readonly ReadPicture<unknown>[],
  { paths, folder, decoder }: PictureFiles,
  ignored: number,
): readonly string[] {
  const unreadable = read.flatMap((one, i) => ("reason" in one ? [`${paths[i]} (${one.reason})`] : []));
  if (unreadable.length > unreadableShare * paths.length) {
    const formats = decoder.formats.map((format) => formatNames[format]);
    throw new DatasetInvalidError({
      message: `Expected at most ${unreadableShare * 100} % of the images in ${folder} to be unreadable, found ${unreadable.length} of ${paths.length}: ${shortList(unreadable)}.`,
      hint:
        `Remove or mend these files; ${formats.join(", ")} are read.` +
        (decoder.name === "portable" ? " More formats are with sharp: npm install sharp" : ""),
    });
  }
  assertEnough(paths.length - unreadable.length, folder, ignored, unreadable);
  return unreadable;
}

function unreadableNote(unreadable: readonly string[], count: number): string {
  const share = ((100 * unreadable.length) / count).toFixed(1);
  return `${unreadable.length} of ${count} images (${share} %) could not be read and were skipped: ${shortList(unreadable)}.`;
}

function assertEnough(
  count: number,
  path: string,
  ignored: number,
  unreadable: readonly string[] = [],
): void {
  if (count >= fewestImages) return;
  const others =
    (ignored === 0 ? "" : ` (and ${ignored} other files)`) +
    (unreadable.length === 0 ? "" : `; ${unreadable.length} could not be read: ${shortList(unreadable)}`);
  throw new DatasetInvalidError({
    message: `Expected at least ${fewestImages} readable images in ${path}, found ${count}${others}.`,
    hint: "Too few to learn from and to hold some out: add images, or convert other formats to PNG.",
  });
}

function assertBounded(count: number, width: number, path: string): void {
  if (count * width <= maxTotalBytes) return;
  throw new DatasetInvalidError({
    message: `Expected at most ${maxTotalBytes} bytes of pixels, received ${count} images of ${width} from ${path}.`,
    hint: "Choose a smaller size, or fewer images; or leave stream: false out, and they are decoded as they are needed.",
  });
}
