import { stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { CancelledError, DatasetInvalidError } from "@ganlens/core";
import { readRegularFile } from "@ganlens/core/node";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { decodeLatentFile, type LatentFile } from "../sample-files/decode-latent-file.ts";
import { decodeSampleFile } from "../sample-files/decode-sample-file.ts";
import { defaultMaximumBytes, type SampleFile, type SampleFileOptions } from "../sample-files/sample-file.ts";
import { samplesFromPictures } from "../sample-files/samples-from-pictures.ts";
import { listImages } from "./list-images.ts";
import { openPictureDecoder } from "./open-picture-decoder.ts";

const maximumPictureBytes = 64 * 2 ** 20;

/** How {@link openSampleFiles} reads; labels are a path here. */
export interface OpenSampleFilesOptions extends Omit<SampleFileOptions, "labels"> {
  /** A file of labels beside that of the images: IDX, npy or npz. */
  readonly labels?: string | undefined;
  readonly decoder?: PictureDecoder | undefined;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Samples of a generator from a folder of pictures of one size, or an npz, npy, IDX or safetensors file; see
 * {@link decodeSampleFile} and {@link samplesFromPictures}.
 *
 * @throws {ConfigInvalidError} when there is no such file, or it is no regular one
 * @throws {DatasetInvalidError} when it cannot be taken for samples, saying why and what would help
 * @throws {CancelledError} when the signal aborts while a folder is read
 */
export async function openSampleFiles(
  path: string,
  options: OpenSampleFilesOptions = {},
): Promise<SampleFile> {
  const { labels, ...rest } = options;
  const found = await stat(path).catch(() => undefined);
  if (found?.isDirectory()) return openFolder(path, options);
  const { maximumBytes = defaultMaximumBytes } = options;
  const read = async (file: string, what: string) => ({
    name: basename(file),
    bytes: await readRegularFile(file, { maximumBytes, what }),
  });
  const file = await read(path, "samples");
  return decodeSampleFile(file, {
    ...rest,
    ...(labels === undefined ? {} : { labels: await read(labels, "a file of labels") }),
  });
}

/**
 * The latents that samples were made from, from an npz, npy or safetensors file; see {@link decodeLatentFile}.
 *
 * @throws {ConfigInvalidError} when there is no such file, or it is no regular one
 * @throws {DatasetInvalidError} when it holds no finite floats `[n, d]`
 */
export async function openLatentFile(
  path: string,
  { maximumBytes = defaultMaximumBytes }: Pick<SampleFileOptions, "maximumBytes"> = {},
): Promise<LatentFile> {
  const bytes = await readRegularFile(path, { maximumBytes, what: "latents" });
  return decodeLatentFile({ name: basename(path), bytes }, { maximumBytes });
}

async function openFolder(
  folder: string,
  { labels, decoder, signal, range, maximumBytes }: OpenSampleFilesOptions,
): Promise<SampleFile> {
  if (labels !== undefined) {
    throw new DatasetInvalidError({
      message: `Expected labels with a file of samples, but ${folder} is a folder of pictures.`,
      hint: "Save images and labels in one npz.",
    });
  }
  const { files, notes } = await listImages(folder);
  const { decode } = decoder ?? (await openPictureDecoder());
  const samples = await samplesFromPictures(
    files.map(({ path }) => ({
      name: path,
      read: () => {
        if (signal?.aborted) throw new CancelledError({ message: `Reading ${folder} was stopped.` });
        return readRegularFile(join(folder, path), { maximumBytes: maximumPictureBytes, what: "a picture" });
      },
    })),
    { decode, source: basename(folder) || folder, range, maximumBytes },
  );
  return { ...samples, notes: [...samples.notes, ...notes] };
}
