import { createHash } from "node:crypto";
import { DatasetInvalidError, decodePng, type NdArray, type PictureTransform } from "@ganlens/core";
import jpeg from "jpeg-js";
import { type ImageFolderSpec, imageFolderSpecSchema } from "../dataset-spec.ts";
import { parseSpec } from "../parse-spec.ts";
import { fitImage } from "../resize/fit-image.ts";
import type { DatasetSamples, DatasetSource } from "../samples/dataset-samples.ts";
import { labelledImages } from "../samples/labelled-images.ts";
import { trainAndHeldOut } from "../samples/split-by-hash.ts";
import { folderName, type ImageFolderOptions } from "./image-folder.ts";
import { listImages } from "./list-images.ts";
import { readEach } from "./read-pictures.ts";

/**
 * A folder of images as ganlens read it before `info.transform` was kept: PNG and JPEG only, 28 × 28 and grey unless told,
 * stretched, over black, not turned, and with a hash over decoded pixels.
 *
 * It is there so that old runs find their data again: the samples and the hash are those of that time.
 */
export function folderOfVersion1(
  spec: ImageFolderSpec,
  { signal }: Pick<ImageFolderOptions, "signal"> = {},
): DatasetSource {
  const {
    path,
    size = [28, 28],
    channels = 1,
  } = parseSpec(imageFolderSpecSchema, spec, "a folder of images");
  const transform: PictureTransform = { size, channels, fit: "stretch", behind: "black" };
  return {
    name: folderName(path),
    description: `Images in ${path}.`,
    load: () => load(path, transform, signal),
  };
}

async function load(
  folder: string,
  transform: PictureTransform,
  signal: AbortSignal | undefined,
): Promise<DatasetSamples> {
  const listed = await listImages(folder);
  const paths = listed.files.flatMap(({ path, linked }) =>
    !linked && /\.(png|jpg|jpeg)$/i.test(path) ? [path] : [],
  );
  const read = await readEach({ folder, paths, signal }, async (bytes) => {
    const picture = decode(bytes);
    return {
      pixels: fitImage(picture, transform).data,
      hash: createHash("sha256").update(picture.shape.join("×")).update(picture.data).digest("hex"),
    };
  });
  const kept = read.flatMap((one, i) => ("value" in one ? [{ ...one.value, path: paths[i] as string }] : []));
  const width = kept[0]?.pixels.length ?? 0;
  const data = new Uint8Array(kept.length * width);
  for (const [i, { pixels }] of kept.entries()) data.set(pixels, i * width);
  const folders = kept.flatMap(({ path }) => (path.includes("/") ? [path.slice(0, path.indexOf("/"))] : []));
  const classes = [...new Set(folders)].sort();
  return labelledImages({
    name: folderName(folder),
    images: { data, shape: [kept.length, ...transform.size, transform.channels] },
    ...(classes.length === 0 ? {} : { classes, labels: folders.map((name) => classes.indexOf(name)) }),
    parts: trainAndHeldOut,
    licence: "not stated: the user's own files",
    hashes: kept.map(({ hash }) => hash),
    notes: [
      "The run is of an earlier version of ganlens: its images are read as they were then, stretched, over black and not turned.",
    ],
  });
}

function decode(bytes: Uint8Array): NdArray<Uint8Array> {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) {
    const { width, height, channels, data } = decodePng(bytes);
    const eightBits = data instanceof Uint16Array ? Uint8Array.from(data, (v) => Math.round(v / 257)) : data;
    return { data: Uint8Array.from(eightBits), shape: [height, width, channels] };
  }
  try {
    const options = { useTArray: true, formatAsRGBA: false, tolerantDecoding: false } as const;
    const { width, height, data } = jpeg.decode(bytes, {
      ...options,
      maxResolutionInMP: 50,
      maxMemoryUsageInMB: 1024,
    });
    return { data, shape: [height, width, 3] };
  } catch (cause) {
    throw new DatasetInvalidError({ message: "Expected a PNG or JPEG.", cause });
  }
}
