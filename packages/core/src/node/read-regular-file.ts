import type { Stats } from "node:fs";
import { constants, type FileHandle, open, stat } from "node:fs/promises";
import { joinBytes } from "../codecs/join-bytes.ts";
import { ConfigInvalidError } from "../errors/config-invalid-error.ts";

/** What a file may be. */
export interface ReadRegularFileOptions {
  /** The most bytes that are read; a larger file is refused. */
  readonly maximumBytes: number;
  /** What the file should be, for messages, in a few words: "a configuration". */
  readonly what: string;
}

/** A file that grew past its size is read on in pieces of this many bytes. */
const pieceBytes = 2 ** 16;

/**
 * The bytes of a regular file that someone named; links are followed.
 *
 * Devices, pipes, sockets and folders are refused without being opened or waited for, a file that is too large before it is
 * read, and one that grows while it is read as soon as it has passed the ceiling.
 *
 * @throws {ConfigInvalidError} when it is missing, no regular file, too large or unreadable; the path is in the message
 */
export async function readRegularFile(path: string, options: ReadRegularFileOptions): Promise<Uint8Array> {
  try {
    // Opening a device can do something (a tape rewinds), so look before; what was swapped since is seen by the second look.
    assertReadable(await stat(path), path, options);
    const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
    const file = await open(path, flags);
    try {
      const found = await file.stat();
      assertReadable(found, path, options);
      return await readBounded(file, found.size, path, options);
    } finally {
      await file.close();
    }
  } catch (cause) {
    if (cause instanceof ConfigInvalidError) throw cause;
    throw unreadable(cause, path, options.what);
  }
}

export function assertReadable(
  found: Stats,
  path: string,
  { maximumBytes, what }: ReadRegularFileOptions,
): void {
  if (!found.isFile()) {
    throw new ConfigInvalidError({
      message: `Expected ${what} at ${path}, found ${kindOf(found)}.`,
      hint: "Only regular files are read: name one.",
    });
  }
  if (found.size > maximumBytes) throw tooLarge(found.size, path, { maximumBytes, what });
}

function kindOf(found: Stats): string {
  if (found.isDirectory()) return "a folder";
  if (found.isFIFO()) return "a pipe";
  if (found.isSocket()) return "a socket";
  return "a device";
}

/** All bytes of a file that said it had `size`, and what was added since, up to the ceiling. */
async function readBounded(
  file: FileHandle,
  size: number,
  path: string,
  options: ReadRegularFileOptions,
): Promise<Uint8Array> {
  const first = new Uint8Array(size);
  const firstLength = await fill(file, first);
  if (firstLength < size) return first.slice(0, firstLength);
  // Files of /proc say that they have no bytes, others grow while they are read.
  const pieces = [first];
  for (let total = size; ; ) {
    const piece = new Uint8Array(pieceBytes);
    const length = await fill(file, piece);
    total += length;
    if (total > options.maximumBytes) throw tooLarge("more", path, options);
    if (length > 0) pieces.push(piece.subarray(0, length));
    if (length < piece.length) return pieces.length === 1 ? first : joinBytes(pieces);
  }
}

/** Reads until the array is full or the file ends; gives the number of bytes read. */
async function fill(file: FileHandle, bytes: Uint8Array): Promise<number> {
  let filled = 0;
  while (filled < bytes.length) {
    const { bytesRead } = await file.read(bytes, filled, bytes.length - filled, null);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

function tooLarge(
  size: number | "more",
  path: string,
  { maximumBytes, what }: ReadRegularFileOptions,
): ConfigInvalidError {
  return new ConfigInvalidError({
    message: `Expected ${what} of at most ${maximumBytes} bytes at ${path}, found ${size}.`,
    hint: "Check that it is the right file.",
  });
}

/** What each system error means, and what to do about it. */
const meanings: Readonly<Record<string, readonly [meaning: string, hint: string]>> = {
  ENOENT: ["there is none", "Check the path."],
  ENOTDIR: ["a part of the path is a file, not a folder", "Check the path."],
  ELOOP: ["its links go round in circles", "Name the file itself."],
  ENAMETOOLONG: ["the name is too long", "Check the path."],
  EACCES: ["permission is denied", "Change the file's permissions, or copy it."],
  EPERM: ["the system does not permit it", "Change the file's permissions, or copy it."],
  ENXIO: ["it is a socket or a device", "Only regular files are read: name one."],
  EMFILE: ["too many files are open", "Raise the limit of open files (ulimit -n)."],
};

export function unreadable(cause: unknown, path: string, what: string): ConfigInvalidError {
  const { code, message } = cause as NodeJS.ErrnoException;
  const [meaning, hint] = meanings[code ?? ""] ?? [message, "Check the path and its disk."];
  return new ConfigInvalidError({ message: `Cannot read ${what} at ${path}: ${meaning}.`, hint, cause });
}
