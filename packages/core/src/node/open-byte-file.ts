import { constants, type FileHandle, open, stat } from "node:fs/promises";
import type { ByteFile } from "../codecs/byte-file.ts";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";
import { DatasetInvalidError } from "../errors/dataset-invalid-error.ts";
import { assertReadable, type ReadRegularFileOptions, unreadable } from "./read-regular-file.ts";

/** A regular file that stays open until it is closed. */
export interface OpenByteFile extends ByteFile {
  close(): Promise<void>;
}

/**
 * Opens a regular file that someone named, to read parts of it; links are followed.
 *
 * @throws {ConfigInvalidError} when it is missing, no regular file, too large or unreadable; the path is in the message
 */
export async function openByteFile(path: string, options: ReadRegularFileOptions): Promise<OpenByteFile> {
  let file: FileHandle | undefined;
  try {
    // As readRegularFile: opening a device can do something, and what was swapped since is seen by the second look.
    assertReadable(await stat(path), path, options);
    file = await open(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0));
    const found = await file.stat();
    assertReadable(found, path, options);
    return byteFileOf(file, { path, size: found.size });
  } catch (cause) {
    await file?.close();
    if (cause instanceof ConfigInvalidError) throw cause;
    throw unreadable(cause, path, options.what);
  }
}

function byteFileOf(
  file: FileHandle,
  { path, size }: { readonly path: string; readonly size: number },
): OpenByteFile {
  return {
    name: path,
    byteLength: size,
    async slice(start, end) {
      const bytes = new Uint8Array(end - start);
      for (let filled = 0; filled < bytes.length; ) {
        const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, start + filled);
        if (bytesRead === 0) {
          throw new DatasetInvalidError({
            message: `Expected ${size} bytes at ${path}, but it ended at ${start + filled} while it was read.`,
            hint: "Something writes to it: try again when that is done.",
          });
        }
        filled += bytesRead;
      }
      return bytes;
    },
    close: () => file.close(),
  };
}
