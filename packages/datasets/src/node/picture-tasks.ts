import { join } from "node:path";
import { DatasetInvalidError, type PictureTransform, sizeOf } from "@ganlens/core";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { fitImage } from "../resize/fit-image.ts";
import { readEach, type SurveyedPicture, sha256Of, surveyPictures } from "./read-pictures.ts";

/** Pictures to be looked at once. */
export interface SurveyTask {
  readonly folder: string;
  readonly paths: readonly string[];
}

/** Pictures to be made samples. */
export interface ReadTask {
  readonly folder: string;
  readonly paths: readonly string[];
  /** Of each file as it was when the folder was opened. */
  readonly hashes: readonly string[];
  readonly transform: PictureTransform;
}

/** What is done to pictures in a worker thread, or here where the caller's own decoder is used. */
export interface PictureTasks {
  survey(task: SurveyTask): Promise<readonly SurveyedPicture[]>;
  /**
   * The samples in [0, 1], one after another.
   *
   * @throws {DatasetInvalidError} when a file is gone or has changed
   */
  read(task: ReadTask): Promise<Float32Array<ArrayBuffer>>;
}

const white = 255;

/** The tasks, done by a decoder in this thread. */
export function pictureTasks(decoder: PictureDecoder): PictureTasks {
  return {
    survey: (task) => surveyPictures({ ...task, decoder }),
    read: (task) => readSamples(task, decoder),
  };
}

async function readSamples(
  { folder, paths, hashes, transform }: ReadTask,
  decoder: PictureDecoder,
): Promise<Float32Array<ArrayBuffer>> {
  const width = sizeOf(transform.size) * transform.channels;
  const samples = new Float32Array(paths.length * width);
  const read = await readEach({ folder, paths }, async (bytes, index) => {
    if (sha256Of(bytes) !== hashes[index])
      throw new DatasetInvalidError({ message: "its bytes have changed" });
    const { data } = fitImage(await decoder.decode(bytes), transform);
    for (let i = 0; i < width; i++) samples[index * width + i] = (data[i] as number) / white;
  });
  for (const [index, one] of read.entries()) {
    if ("reason" in one) throw otherPicture(join(folder, paths[index] as string), one.reason);
  }
  return samples;
}

function otherPicture(path: string, reason: string): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected the picture ${path} as it was when its folder was opened, but it cannot be read so any more: ${reason}.`,
    hint: "Put the file back as it was; a run that was trained on it can then be resumed.",
  });
}
