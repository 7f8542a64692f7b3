import { type ByteFile, DatasetInvalidError } from "@ganlens/core";
import type { ImageFileSpec } from "../dataset-spec.ts";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";

/** What is said of a file apart from where it and its labels lie, and how much it may hold. */
export type FileSettings = Omit<ImageFileSpec, "path" | "labels" | "allowLarge">;

/** How a file of data is read. */
export interface ReadFileOptions {
  /** What the data set is called. */
  readonly name: string;
  readonly settings: FileSettings;
  /** A file of labels beside it. */
  readonly labels?: ByteFile | undefined;
  /** What decodes pictures. */
  readonly decoder: () => Promise<PictureDecoder>;
  /** The most bytes that the decoded samples may take. */
  readonly maximumBytes: number;
  readonly sha256: (bytes: Uint8Array) => string;
  readonly signal?: AbortSignal | undefined;
}

/** The whole of a file; @throws {DatasetInvalidError} when it is larger than the samples may be */
export async function wholeFile(
  file: ByteFile,
  { maximumBytes }: Pick<ReadFileOptions, "maximumBytes">,
): Promise<Uint8Array> {
  assertWithin(file.byteLength, { maximumBytes, what: `bytes in ${file.name}` });
  return file.slice(0, file.byteLength);
}

/** @throws {DatasetInvalidError} when samples would take more than they may */
export function assertWithin(
  bytes: number,
  { maximumBytes, what }: { readonly maximumBytes: number; readonly what: string },
): void {
  if (bytes <= maximumBytes) return;
  throw new DatasetInvalidError({
    message: `Expected at most ${maximumBytes} ${what}, received ${bytes}.`,
    hint: "Take fewer or smaller ones. Where there is memory for them: --allow-large on the command line, allowLarge in code.",
  });
}
