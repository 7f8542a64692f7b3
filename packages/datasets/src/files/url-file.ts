import { sha256Hex } from "@ganlens/core";
import type { PictureDecoder } from "../pictures/picture-decoder.ts";
import { portableDecoder } from "../pictures/portable-decoder.ts";
import type { DatasetSource } from "../samples/dataset-samples.ts";
import { fetchFile, fileNameOf } from "./fetch-file.ts";
import { outputLimit } from "./output-limit.ts";
import { readDataFile } from "./read-data-file.ts";
import type { FileSettings } from "./read-file-options.ts";

/** A file of data at an address, and what it does not tell itself. */
export interface UrlSpec extends FileSettings {
  /** https:// or http://. */
  readonly url: string;
}

/** How a file that is not on a disk is read. */
export interface ReadDataOptions {
  /** What decodes pictures; PNG and JPEG are unless told. */
  readonly decoder?: PictureDecoder | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Lets file and samples take more than 1 GiB each, up to 64 GiB. */
  readonly allowLarge?: boolean | undefined;
}

/**
 * A source over a file at an address, told by its content; it is fetched into memory when it is opened.
 *
 * @throws {ConfigInvalidError} when it is no http or https address
 */
export function urlFile({ url, ...settings }: UrlSpec, options: ReadDataOptions = {}): DatasetSource {
  const name = fileNameOf(url).split(".")[0] || "download";
  const { decoder = portableDecoder, signal, allowLarge } = options;
  const maximumBytes = outputLimit({ allowLarge });
  return {
    name,
    description: `Data at ${url}.`,
    load: async () =>
      readDataFile(await fetchFile(url, { maximumBytes, signal }), {
        name,
        settings,
        decoder: async () => decoder,
        maximumBytes,
        sha256: sha256Hex,
        signal,
      }),
  };
}
