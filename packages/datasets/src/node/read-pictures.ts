import { createHash } from "node:crypto";
import { join } from "node:path";
import { CancelledError, GanlensError, type PictureTransform } from "@ganlens/core";
import { readRegularFile } from "@ganlens/core/node";
import type { PictureDecoder, PictureFacts } from "../pictures/picture-decoder.ts";
import { fitImage } from "../resize/fit-image.ts";

const maxFileBytes = 64 * 2 ** 20;
/** Files that are open and decoded at a time. */
const atOnce = 4;

/** Where pictures are read from, and by what. */
export interface PictureFiles {
  readonly folder: string;
  /** Below the folder. */
  readonly paths: readonly string[];
  readonly decoder: PictureDecoder;
  readonly signal?: AbortSignal | undefined;
}

/** What came of one file; a reason where it could not be read. */
export type ReadPicture<T> = { readonly value: T } | { readonly reason: string };

/** The header of every picture, in the order of `paths`. */
export function inspectPictures(files: PictureFiles): Promise<readonly ReadPicture<PictureFacts>[]> {
  return readEach(files, (bytes) => files.decoder.inspect(bytes));
}

/**
 * Every picture as a sample, written to `pixels` where its place in `paths` says.
 *
 * @returns the SHA-256 of each file, in the order of `paths`
 */
export function transformPictures(
  files: PictureFiles,
  { transform, pixels }: { readonly transform: PictureTransform; readonly pixels: Uint8Array },
): Promise<readonly ReadPicture<string>[]> {
  return readEach(files, async (bytes, index) => {
    const { data } = fitImage(await files.decoder.decode(bytes), transform);
    pixels.set(data, index * data.length);
    return createHash("sha256").update(bytes).digest("hex");
  });
}

/** @throws {CancelledError} when the signal aborts */
export async function readEach<T>(
  { folder, paths, signal }: Omit<PictureFiles, "decoder">,
  read: (bytes: Uint8Array, index: number) => Promise<T>,
): Promise<readonly ReadPicture<T>[]> {
  const results = new Array<ReadPicture<T>>(paths.length);
  let next = 0;
  const work = async () => {
    while (next < paths.length) {
      if (signal?.aborted) throw new CancelledError({ message: `Reading ${folder} was stopped.` });
      const index = next++;
      const path = join(folder, paths[index] as string);
      try {
        const bytes = await readRegularFile(path, { maximumBytes: maxFileBytes, what: "a picture" });
        results[index] = { value: await read(bytes, index) };
      } catch (error) {
        if (!GanlensError.isInstance(error)) throw error;
        results[index] = { reason: error.message.replaceAll(` at ${path}`, "").replace(/\.$/, "") };
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return results;
}
