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

/** What is known of the pictures of a folder, each in the order of its paths. */
export interface Survey {
  /** Pictures of equal facts share them: a folder may hold a hundred thousand of one kind. */
  readonly facts: readonly SurveyedPicture["facts"][];
  readonly sha256: readonly SurveyedPicture["sha256"][];
}

/**
 * Looks at each picture once and keeps no pixels, piece by piece.
 *
 * @throws {CancelledError} when the signal aborts
 */
export async function surveyStream(
  stream: PictureTasks,
  { folder, paths, signal, onRead }: Omit<PictureFiles, "decoder">,
): Promise<Survey> {
  const facts: SurveyedPicture["facts"][] = [];
  const sha256: SurveyedPicture["sha256"][] = [];
  const shared = new Map<string, SurveyedPicture["facts"]>();
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
    for (const one of await (pieces.shift() as Promise<readonly SurveyedPicture[]>)) {
      const key = JSON.stringify(one.facts);
      const known = shared.get(key) ?? one.facts;
      shared.set(key, known);
      facts.push(known);
      sha256.push(one.sha256);
    }
    onRead?.(facts.length);
    if (signal?.aborted) throw new CancelledError({ message: `Reading ${folder} was stopped.` });
  }
  return { facts, sha256 };
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
