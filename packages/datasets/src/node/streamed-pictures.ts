import { CancelledError, type PictureTransform } from "@ganlens/core";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import type { SampleReader } from "../samples/sample-reader.ts";
import { type PictureTasks, pictureTasks } from "./picture-tasks.ts";
import { PictureThread } from "./picture-thread.ts";
import type { PictureFiles, SurveyedPicture } from "./read-pictures.ts";

/** Files of a survey between two looks at the signal. */
const pieceSize = 256;

/** Where the pictures of a folder are decoded again and again. */
export interface PictureStream extends PictureTasks {
  close(): Promise<void>;
}

/**
 * Opens what decodes the pictures of a folder: a thread, or this one where the caller brings a decoder of its own.
 *
 * @param own what the caller wants to be decoded by, where it wants something
 */
export function openPictureStream(decoder: PictureDecoder, own: PictureDecoder | undefined): PictureStream {
  if (own !== undefined && own !== portableDecoder) return { ...pictureTasks(own), close: async () => {} };
  return new PictureThread(decoder === portableDecoder ? "portable" : "sharp");
}

/**
 * Looks at each picture once and keeps no pixels, piece by piece.
 *
 * @throws {CancelledError} when the signal aborts
 */
export async function surveyStream(
  stream: PictureTasks,
  { folder, paths, signal, onRead }: Omit<PictureFiles, "decoder">,
): Promise<readonly SurveyedPicture[]> {
  const surveyed: SurveyedPicture[] = [];
  const pieces: Promise<readonly SurveyedPicture[]>[] = [];
  const ask = (start: number) => {
    const piece = stream.survey({ folder, paths: paths.slice(start, start + pieceSize) });
    // Should it fail after another one has, that one is told of.
    piece.catch(() => {});
    pieces.push(piece);
  };
  // One piece waits while another is in work.
  ask(0);
  for (let start = 0; start < paths.length; start += pieceSize) {
    if (start + pieceSize < paths.length) ask(start + pieceSize);
    surveyed.push(...(await (pieces.shift() as Promise<readonly SurveyedPicture[]>)));
    onRead?.(surveyed.length);
    if (signal?.aborted) throw new CancelledError({ message: `Reading ${folder} was stopped.` });
  }
  return surveyed;
}

/** Samples of a folder by row: `paths` and `hashes` hold one for each row. */
export function streamedSamples(
  stream: PictureStream,
  {
    folder,
    paths,
    hashes,
    transform,
  }: {
    readonly folder: string;
    readonly paths: readonly string[];
    readonly hashes: readonly string[];
    readonly transform: PictureTransform;
  },
): SampleReader {
  const chosen = (from: readonly string[], rows: Int32Array) =>
    Array.from(rows, (row) => from[row] as string);
  return {
    read: (rows) =>
      stream.read({ folder, paths: chosen(paths, rows), hashes: chosen(hashes, rows), transform }),
    close: () => stream.close(),
  };
}
