import { Inflate } from "fflate";
import type { ByteFile } from "./byte-file.ts";
import { crc32 } from "./crc32.ts";
import { invalidFile } from "./decode-options.ts";
import { readZipDirectory, readZipTail, type ZipEntry } from "./zip-directory.ts";
import { reasonAgainst } from "./zip-entries.ts";

/** A file in a zip archive. */
export interface ZipMember {
  readonly name: string;
  /** Inflated, in bytes. */
  readonly size: number;
  /** True for a symbolic link, whose content is the path that it leads to. */
  readonly link: boolean;
  /** Why it cannot be read however whole it is, where that is so. */
  readonly unreadable?: string;
}

/** A zip archive that is read member by member, in bounded memory. */
export interface ZipFile {
  /** In the order of the directory, folders left out. */
  readonly members: readonly ZipMember[];
  /**
   * A member in pieces of at most some 16 MB; its size and checksum are compared at the end.
   *
   * @throws {DatasetInvalidError} when it is damaged, or gives more than it announced
   */
  stream(name: string): AsyncIterable<Uint8Array>;
  /** A whole member. @throws as {@link stream} */
  read(name: string): Promise<Uint8Array>;
}

/** Deflate shrinks by at most 1032:1, so that a piece gives at most 16 MB. */
const pieceBytes = 16_384;

/**
 * Opens a zip archive without reading more than its directory.
 *
 * @throws {DatasetInvalidError} when it is damaged or truncated, or holds absolute names, `..`, the same name twice, or files
 *   that lie over each other
 */
export async function openZipFile(file: ByteFile): Promise<ZipFile> {
  const entries = new Map<string, ZipEntry>();
  for (const entry of readZipDirectory(await readZipTail(file), file.name)) {
    if (entries.has(entry.name)) throw invalidFile(file.name, `Holds ${JSON.stringify(entry.name)} twice.`);
    entries.set(entry.name, entry);
  }
  function readable(name: string): ZipEntry {
    const entry = entries.get(name);
    if (entry === undefined) throw invalidFile(file.name, `Holds no ${JSON.stringify(name)}.`);
    const reason = reasonAgainst(entry);
    if (reason !== undefined) throw invalidFile(file.name, `${name} cannot be read: ${reason}`);
    return entry;
  }
  return {
    members: [...entries.values()].map((entry) => {
      const unreadable = reasonAgainst(entry);
      const { name, size, link } = entry;
      return { name, size, link, ...(unreadable === undefined ? {} : { unreadable }) };
    }),
    stream: (name) => inflated(file, readable(name)),
    async read(name) {
      const entry = readable(name);
      const content = new Uint8Array(entry.size);
      let at = 0;
      for await (const piece of inflated(file, entry)) {
        content.set(piece, at);
        at += piece.length;
      }
      return content;
    },
  };
}

async function* inflated(file: ByteFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  const { name, offset, packedSize, size, method, checksum } = entry;
  const damaged = (what: string, cause?: unknown) =>
    invalidFile(file.name, `${name} at byte ${offset} ${what}.`, { cause });
  if (offset + 30 > file.byteLength) throw damaged("is truncated");
  const header = await file.slice(offset, offset + 30);
  const view = new DataView(header.buffer, header.byteOffset, header.byteLength);
  if (view.getUint32(0, true) !== 0x04034b50) throw damaged("does not lie where the zip directory says");
  const start = offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  if (start + packedSize > file.byteLength) throw damaged("is truncated");
  // A larger claim is false, and no memory is taken for it.
  if (size > 1032 * packedSize + 64) throw damaged("announces an impossible size");
  let total = 0;
  let sum = 0;
  let ready: Uint8Array[] = [];
  const inflater = new Inflate((part) => ready.push(part));
  for (let at = 0; at < packedSize; at += pieceBytes) {
    const end = Math.min(at + pieceBytes, packedSize);
    const packed = await file.slice(start + at, start + end);
    if (method === 0) ready.push(packed);
    else {
      try {
        inflater.push(packed, end === packedSize);
      } catch (cause) {
        throw damaged("is damaged", cause);
      }
    }
    for (const piece of ready) {
      total += piece.length;
      if (total > size) throw damaged(`gives more than the ${size} bytes that it announced`);
      sum = crc32(piece, sum);
      if (piece.length > 0) yield piece;
    }
    ready = [];
  }
  if (total !== size || sum !== checksum) {
    throw damaged("is damaged: its size or checksum differs from the directory's");
  }
}
