import { createReadStream, createWriteStream } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import { BackendUnavailableError } from "@ganlens/core";

/** One file of an archive, from its central directory. */
interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly bytes: number;
  readonly offset: number;
}

export interface UnpackZipOptions {
  readonly archive: string;
  readonly folder: string;
  /** Where a file goes, relative to the folder; undefined leaves it out. */
  readonly place: (name: string) => string | undefined;
}

/**
 * Unpacks some files of a zip archive (a Python wheel is one), each as a stream, checking sizes and checksums.
 *
 * @returns the names of the files that were unpacked
 * @throws {BackendUnavailableError} when the archive is truncated or damaged, needs what is not read here (zip64,
 *   methods other than stored and deflated), or wants a file outside the folder
 */
export async function unpackZip({ archive, folder, place }: UnpackZipOptions): Promise<readonly string[]> {
  const refuse = (problem: string): never => {
    throw new BackendUnavailableError({
      message: `Expected ${archive} to be a sound zip archive, but ${problem}.`,
      hint: "Remove it and run the setup again.",
    });
  };
  const file = await open(archive, "r");
  try {
    const done: string[] = [];
    for (const entry of await readDirectory(file, refuse)) {
      const target = place(entry.name);
      if (target === undefined) continue;
      if (target.split(/[\\/]/).includes("..") || /^([\\/]|[a-zA-Z]:)/.test(target)) {
        refuse(`${entry.name} would lie outside the folder`);
      }
      if (entry.method !== 0 && entry.method !== 8)
        refuse(`${entry.name} is packed by method ${entry.method}`);
      const start = await dataStart(file, entry, refuse);
      const path = join(folder, target);
      await mkdir(dirname(path), { recursive: true });
      await writeEntry(archive, { entry, start, path }, refuse);
      done.push(entry.name);
    }
    return done;
  } finally {
    await file.close();
  }
}

type Refuse = (problem: string) => never;

async function readBytes(
  file: FileHandle,
  position: number,
  length: number,
  refuse: Refuse,
): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) refuse(`it ends at byte ${position + bytesRead}`);
  return bytes;
}

async function readDirectory(file: FileHandle, refuse: Refuse): Promise<readonly ZipEntry[]> {
  const { size } = await file.stat();
  const tailLength = Math.min(size, 22 + 0xffff);
  const tail = await readBytes(file, size - tailLength, tailLength, refuse);
  const end = tail.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > tail.length) refuse("its directory is missing");
  const count = tail.readUInt16LE(end + 10);
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (count === 0xffff || length === 0xffffffff || start === 0xffffffff) refuse("it is a zip64 archive");
  if (start + length > size) refuse("its directory lies beyond its end");
  const directory = await readBytes(file, start, length, refuse);
  const entries: ZipEntry[] = [];
  for (let at = 0, i = 0; i < count; i++) {
    if (at + 46 > length || directory.readUInt32LE(at) !== 0x02014b50) refuse("its directory is damaged");
    const nameLength = directory.readUInt16LE(at + 28);
    const next = at + 46 + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
    if (next > length) refuse("its directory is damaged");
    entries.push({
      name: directory.toString("utf8", at + 46, at + 46 + nameLength),
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      packedBytes: directory.readUInt32LE(at + 20),
      bytes: directory.readUInt32LE(at + 24),
      offset: directory.readUInt32LE(at + 42),
    });
    at = next;
  }
  return entries;
}

async function dataStart(file: FileHandle, { name, offset }: ZipEntry, refuse: Refuse): Promise<number> {
  const header = await readBytes(file, offset, 30, refuse);
  if (header.readUInt32LE(0) !== 0x04034b50) refuse(`the header of ${name} is damaged`);
  return offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function writeEntry(
  archive: string,
  { entry, start, path }: { readonly entry: ZipEntry; readonly start: number; readonly path: string },
  refuse: Refuse,
): Promise<void> {
  let sum = 0;
  let bytes = 0;
  const check = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      sum = crc32(chunk, sum);
      bytes += chunk.length;
      done(bytes > entry.bytes ? new Error("too long") : null, chunk);
    },
  });
  const out = createWriteStream(path);
  try {
    if (entry.packedBytes === 0) await pipeline([], check, out);
    else {
      const source = createReadStream(archive, { start, end: start + entry.packedBytes - 1 });
      if (entry.method === 0) await pipeline(source, check, out);
      else await pipeline(source, createInflateRaw(), check, out);
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // A full disk is no fault of the archive.
    if (code !== undefined && !code.startsWith("Z_")) throw error;
    refuse(`${entry.name} is damaged (${message})`);
  }
  if (bytes !== entry.bytes || sum !== entry.crc) refuse(`${entry.name} is damaged (its checksum differs)`);
}
