import { readFile, stat } from "node:fs/promises";
import { DatasetInvalidError } from "@ganlens/core";

/**
 * The bytes of a file that a user named.
 *
 * @throws {DatasetInvalidError} when it is missing, not a file, unreadable, or larger than `maxBytes`
 */
export async function readNamedFile(path: string, maxBytes: number): Promise<Uint8Array> {
  try {
    const { size } = await stat(path);
    // A plain array: a Buffer's slice would share memory where decoders expect a copy.
    if (size <= maxBytes) return new Uint8Array(await readFile(path));
    throw new DatasetInvalidError({
      message: `Expected ${path} to be of at most ${maxBytes} bytes, received ${size}.`,
    });
  } catch (cause) {
    if (cause instanceof DatasetInvalidError) throw cause;
    const { code } = cause as NodeJS.ErrnoException;
    throw new DatasetInvalidError({
      message: `Expected a readable file at ${path}, found ${code === "ENOENT" ? "none" : `one that gives ${code}`}.`,
      hint: "Check the path.",
      cause,
    });
  }
}
