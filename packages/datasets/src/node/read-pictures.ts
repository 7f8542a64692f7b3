import { createHash } from "node:crypto";
import { join } from "node:path";
import { setImmediate as nextTurn } from "node:timers/promises";
import { CancelledError, GanlensError, type PictureTransform } from "@ganlens/core";
import type { PictureDecoder, PictureFacts } from "../pictures/picture-decoder.ts";
import { fitImage } from "../resize/fit-image.ts";
import { readPictureFile } from "./read-picture-file.ts";

/** Files that are open and decoded at a time. */
const atOnce = 4;
/** Milliseconds after which others get their turn: signals, for one. */
const turn = 20;

/** Where pictures are read from, and by what. */
export interface PictureFiles {
  readonly folder: string;
  /** Below the folder. */
  readonly paths: readonly string[];
  readonly decoder: PictureDecoder;
  readonly signal?: AbortSignal | undefined;
  /** Called now and then with how many files are read. */
  readonly onRead?: ((count: number) => void) | undefined;
}

/** What came of one file; a reason where it could not be read. */
export type ReadPicture<T> = { readonly value: T } | { readonly reason: string };

/** What is known of a file that was read and decoded once, without its pixels. */
export interface SurveyedPicture {
  readonly facts: ReadPicture<PictureFacts>;
  /** SHA-256 of the file, where all of it could be decoded. */
  readonly sha256: ReadPicture<string>;
}

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
    return sha256Of(bytes);
  });
}

/** Header and hash of every picture, which is decoded and forgotten. */
export async function surveyPictures(files: PictureFiles): Promise<readonly SurveyedPicture[]> {
  const { folder, paths, decoder } = files;
  const read = await readEach(files, async (bytes, index): Promise<SurveyedPicture> => {
    const path = join(folder, paths[index] as string);
    const facts = await orReason(path, () => decoder.inspect(bytes));
    const sha256 = await orReason(path, async () => {
      await decoder.decode(bytes);
      return sha256Of(bytes);
    });
    return { facts, sha256 };
  });
  return read.map((one) => ("value" in one ? one.value : { facts: one, sha256: one }));
}

/** SHA-256 of the bytes of a file, in hexadecimal digits. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/** @throws {CancelledError} when the signal aborts */
export async function readEach<T>(
  { folder, paths, signal, onRead }: Omit<PictureFiles, "decoder">,
  read: (bytes: Uint8Array, index: number) => Promise<T>,
): Promise<readonly ReadPicture<T>[]> {
  const results = new Array<ReadPicture<T>>(paths.length);
  let next = 0;
  let last = performance.now();
  const work = async () => {
    while (next < paths.length) {
      if (performance.now() - last > turn) {
        onRead?.(next);
        await nextTurn();
        last = performance.now();
      }
      if (signal?.aborted) throw new CancelledError({ message: `Reading ${folder} was stopped.` });
      const index = next++;
      if (index >= paths.length) return;
      const path = join(folder, paths[index] as string);
      results[index] = await orReason(path, async () => read(await readPictureFile(path), index));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  onRead?.(paths.length);
  return results;
}

/** What the work gives, or the words of an error that is the file's own fault. */
async function orReason<T>(path: string, work: () => Promise<T>): Promise<ReadPicture<T>> {
  try {
    return { value: await work() };
  } catch (error) {
    if (!GanlensError.isInstance(error)) throw error;
    return { reason: error.message.replaceAll(` at ${path}`, "").replace(/\.$/, "") };
  }
}
