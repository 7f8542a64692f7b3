import { Inflate, inflateSync } from "fflate";
import { crc32 } from "./crc32.ts";
import { type DecodeOptions, defaultMaxBytes, invalidFile } from "./decode-options.ts";
import { joinBytes } from "./join-bytes.ts";
import { readZipDirectory, type ZipEntry } from "./zip-directory.ts";

/** A kilobyte can inflate to a megabyte. */
const headPiece = 1024;

/** An opened zip archive: what is in it, and each file on its own. */
export interface ZipArchive {
  /** Names and inflated sizes of the files, in the order of the directory. */
  readonly files: ReadonlyMap<string, number>;
  /** Why a file cannot be read however whole it is: it is encrypted, or packed by a method that is not known here. */
  readonly unreadable: ReadonlyMap<string, string>;
  /** At most so many first bytes of a file, unchecked; as many as there are. @throws as {@link read} */
  head(name: string, length: number): Uint8Array;
  /** One file, inflated and checked. @throws {DatasetInvalidError} when it is damaged, or there is no such file */
  read(name: string): Uint8Array;
}

/**
 * Opens a zip archive without inflating anything.
 *
 * Stored and deflated entries are read, sizes of 64 bits included; folders are left out. No entry may give more than it
 * announced.
 *
 * @throws {DatasetInvalidError} when it is damaged, truncated, larger than allowed, or holds absolute names, `..` or the
 *   same name twice
 */
export function openZip(bytes: Uint8Array, options: DecodeOptions = {}): ZipArchive {
  const { source, maxBytes = defaultMaxBytes } = options;
  const directory = readZipDirectory({ bytes, base: 0 }, source);
  const total = directory.reduce((sum, entry) => sum + entry.size, 0);
  if (total > maxBytes) throw invalidFile(source, `Inflates to ${total} bytes; ${maxBytes} are allowed.`);
  const entries = new Map<string, ZipEntry>();
  const unreadable = new Map<string, string>();
  for (const entry of directory) {
    if (entries.has(entry.name)) throw invalidFile(source, `Holds ${JSON.stringify(entry.name)} twice.`);
    entries.set(entry.name, entry);
    const reason = reasonAgainst(entry);
    if (reason !== undefined) unreadable.set(entry.name, reason);
  }
  function readable(name: string): ZipEntry {
    const entry = entries.get(name);
    if (entry === undefined) throw invalidFile(source, `Holds no ${JSON.stringify(name)}.`);
    const reason = unreadable.get(name);
    if (reason !== undefined) throw invalidFile(source, `${name} cannot be read: ${reason}`);
    return entry;
  }
  return {
    files: new Map([...entries].map(([name, { size }]) => [name, size])),
    unreadable,
    head: (name, length) => headOf(readable(name), { bytes, length, source }),
    read(name) {
      const entry = readable(name);
      const content = inflate(entry, bytes, source);
      if (content.length !== entry.size || crc32(content) !== entry.checksum) {
        throw invalidFile(
          source,
          `${entry.name} at byte ${entry.offset} is damaged: its size or checksum differs from the directory's.`,
        );
      }
      return content;
    },
  };
}

/** Why an entry cannot be read however whole it is. */
export function reasonAgainst({ encrypted, method }: ZipEntry): string | undefined {
  if (encrypted) return "It is encrypted.";
  return method === 0 || method === 8 ? undefined : `It uses zip method ${method}; 0 and 8 are known.`;
}

function packedOf(entry: ZipEntry, bytes: Uint8Array, source: string | undefined): Uint8Array {
  const { offset, packedSize, name } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) {
    throw invalidFile(source, `${name} does not lie at byte ${offset}, where the zip directory says.`);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw invalidFile(source, `${name} at byte ${offset} is truncated.`);
  // Deflate cannot shrink by more than 1032:1, so a larger claim is false, and no memory is taken for it.
  if (entry.method === 8 && entry.size > 1032 * packedSize + 64)
    throw invalidFile(source, `${name} at byte ${offset} announces an impossible size.`);
  return bytes.subarray(start, start + packedSize);
}

function headOf(
  entry: ZipEntry,
  {
    bytes,
    length,
    source,
  }: { readonly bytes: Uint8Array; readonly length: number; readonly source: string | undefined },
): Uint8Array {
  const packed = packedOf(entry, bytes, source);
  if (entry.method === 0) return packed.subarray(0, length);
  const parts: Uint8Array[] = [];
  let total = 0;
  const inflater = new Inflate((part) => {
    parts.push(part);
    total += part.length;
  });
  try {
    for (let at = 0; at < packed.length && total < length; at += headPiece) {
      inflater.push(packed.subarray(at, at + headPiece), at + headPiece >= packed.length);
    }
  } catch (cause) {
    throw invalidFile(source, `${entry.name} at byte ${entry.offset} is damaged.`, { cause });
  }
  return joinBytes(parts).subarray(0, length);
}

function inflate(entry: ZipEntry, bytes: Uint8Array, source: string | undefined): Uint8Array {
  const { offset, size, name } = entry;
  const packed = packedOf(entry, bytes, source);
  if (entry.method === 0) return packed;
  try {
    // A buffer one byte larger shows an entry that gives more than it announced.
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch (cause) {
    throw invalidFile(source, `${name} at byte ${offset} is damaged.`, { cause });
  }
}
