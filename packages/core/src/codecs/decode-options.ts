import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";

/** What every decoder of a file takes. */
export interface DecodeOptions {
  /** Where the bytes come from, for messages: usually a path. */
  readonly source?: string;
  /** The most that the decoded values may take, in bytes; larger files are refused before memory is taken. */
  readonly maxBytes?: number;
}

/** 1 GiB: what a decoder accepts unless told otherwise. */
export const defaultMaxBytes: number = 2 ** 30;

/** The error of every decoder in this folder: the bytes are not what the format says. */
export function invalidFile(
  source: string | undefined,
  message: string,
  options: { readonly hint?: string; readonly cause?: unknown } = {},
): DatasetInvalidError {
  return new DatasetInvalidError({
    hint: "Make or download the file again.",
    ...options,
    message: source === undefined ? message : `${source}: ${message}`,
  });
}
