import { createHash } from "node:crypto";
import { basename, join, resolve } from "node:path";
import { DatasetInvalidError } from "@ganlens/core";
import { type ImageFolderSpec, imageFolderSpecSchema } from "../dataset-spec.ts";
import { fitImage } from "../resize/fit-image.ts";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { decodePicture } from "./decode-picture.ts";
import { type ListedImages, listImages } from "./list-images.ts";
import { parseSpec } from "./parse-spec.ts";
import { readNamedFile } from "./read-named-file.ts";

const fewestImages = 200;
const unreadableShare = 0.05;
const namesInError = 10;
const maxFileBytes = 64 * 2 ** 20;
const maxTotalBytes = 2 ** 30;

/**
 * A source over a folder of PNG and JPEG images, at least 200.
 *
 * Sub-folders, if any, are the classes (see {@link listImages} for what is found and what is skipped). Every image is laid over
 * black, made grey or RGB and resized (see {@link fitImage}); EXIF data are ignored, also its orientation. Splits are `train`
 * and `held-out`, four to one within each class by the hash of the pixels before resizing, so that they are the same at
 * every `size`, and copies of an image stay together. Up to 5 % unreadable files are skipped and counted in `notes`.
 *
 * @throws {ConfigInvalidError} when the specification is not one
 */
export function imageFolder(spec: ImageFolderSpec): DatasetSource {
  const {
    path,
    size = [28, 28],
    channels = 1,
  } = parseSpec(imageFolderSpecSchema, spec, "a folder of images");
  return {
    name: nameOf(path),
    description: `Images in ${path}.`,
    load: async () => loadFolder({ path, size, channels, listed: await listImages(path) }),
  };
}

function nameOf(path: string): string {
  return basename(resolve(path)) || "images";
}

async function loadFolder({
  path,
  size,
  channels,
  listed,
}: Required<ImageFolderSpec> & { readonly listed: ListedImages }): Promise<DatasetSamples> {
  const { root, files } = listed;
  assertEnough(files.length, path, listed.ignored);
  const width = size[0] * size[1] * channels;
  if (files.length * width > maxTotalBytes) {
    throw new DatasetInvalidError({
      message: `Expected at most ${maxTotalBytes} bytes of pixels, received ${files.length} images of ${width} from ${path}.`,
      hint: "Choose a smaller size, or fewer images.",
    });
  }

  const pixels = new Uint8Array(files.length * width);
  const hashes: string[] = [];
  const folders: string[] = [];
  const unreadable: string[] = [];
  for (const file of files) {
    try {
      const picture = decodePicture(await readNamedFile(join(root, file.path), maxFileBytes));
      pixels.set(fitImage(picture, { size, channels }).data, hashes.length * width);
      hashes.push(createHash("sha256").update(picture.shape.join("×")).update(picture.data).digest("hex"));
      if (file.folder !== undefined) folders.push(file.folder);
    } catch (error) {
      unreadable.push(`${file.path} (${error instanceof Error ? error.message : String(error)})`);
    }
  }
  if (unreadable.length > unreadableShare * files.length) {
    throw new DatasetInvalidError({
      message: `Expected at most ${unreadableShare * 100} % of the images in ${path} to be unreadable, found ${unreadable.length} of ${files.length}: ${shortList(unreadable)}.`,
      hint: "Remove or mend these files.",
    });
  }
  assertEnough(hashes.length, path, listed.ignored);

  const classes = [...new Set(folders)].sort();
  return labelledImages({
    name: nameOf(path),
    images: { data: pixels.subarray(0, hashes.length * width), shape: [hashes.length, ...size, channels] },
    ...(classes.length === 0 ? {} : { classes, labels: folders.map((folder) => classes.indexOf(folder)) }),
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
    hashes,
    notes: [
      ...(unreadable.length === 0
        ? []
        : [
            `${unreadable.length} of ${files.length} images could not be read and were skipped: ${shortList(unreadable)}.`,
          ]),
      ...(listed.ignored === 0
        ? []
        : [`${listed.ignored} files that are not .png, .jpg or .jpeg were ignored.`]),
    ],
  });
}

function assertEnough(count: number, path: string, ignored: number): void {
  if (count >= fewestImages) return;
  const others = ignored === 0 ? "" : ` (and ${ignored} other files)`;
  throw new DatasetInvalidError({
    message: `Expected at least ${fewestImages} readable PNG or JPEG images in ${path}, found ${count}${others}.`,
    hint: "Too few to learn from and to hold some out: add images, or convert other formats to PNG.",
  });
}

function shortList(names: readonly string[]): string {
  const more = names.length - namesInError;
  return names.slice(0, namesInError).join(", ") + (more > 0 ? `, and ${more} more` : "");
}
