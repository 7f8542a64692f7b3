import { inflateSync } from "fflate";
import { crc32 } from "./crc32.ts";
import { type DecodeOptions, defaultMaxBytes, invalidFile } from "./decode-options.ts";

/** An opened zip archive: what is in it, and each file on its own. */
export interface ZipArchive {
  /** Names and inflated sizes of the files, in the order of the directory. */
  readonly files: ReadonlyMap<string, number>;
  /** One file, inflated and checked. @throws {DatasetInvalidError} when it is damaged, or there is no such file */
  read(name: string): Uint8Array;
}

/**
 * Opens a zip archive without inflating anything.
 *
 * Stored and deflated entries of archives below 4 GB are read; folders are left out. No entry may give more than it
 * announced.
 *
 * @throws {DatasetInvalidError} when it is damaged, truncated, encrypted, larger than allowed, or holds absolute names,
 *   `..` or the same name twice
 */
export function openZip(bytes: Uint8Array, options: DecodeOptions = {}): ZipArchive {
  const { source, maxBytes = defaultMaxBytes } = options;
  const directory = readDirectory(bytes, source);
  const total = directory.reduce((sum, entry) => sum + entry.size, 0);
  if (total > maxBytes) throw invalidFile(source, `Inflates to ${total} bytes; ${maxBytes} are allowed.`);
  const entries = new Map<string, ZipEntry>();
  for (const entry of directory) {
    if (entries.has(entry.name)) throw invalidFile(source, `Holds ${JSON.stringify(entry.name)} twice.`);
    entries.set(entry.name, entry);
  }
  return {
    files: new Map([...entries].map(([name, { size }]) => [name, size])),
    read(name) {
      const entry = entries.get(name);
      if (entry === undefined) throw invalidFile(source, `Holds no ${JSON.stringify(name)}.`);
      const content = inflate(entry, bytes, source);
      if (content.length !== entry.size || crc32(content) !== entry.checksum) {
        throw invalidFile(
          source,
          `${entry.name} is damaged: its size or checksum differs from the directory's.`,
        );
      }
      return content;
    },
  };
}

/**
 * The files in a zip archive, inflated and checked, in the order of its directory.
 *
 * @throws {DatasetInvalidError} as {@link openZip} and its files do
 */
export function zipEntries(bytes: Uint8Array, options: DecodeOptions = {}): ReadonlyMap<string, Uint8Array> {
  const archive = openZip(bytes, options);
  return new Map([...archive.files.keys()].map((name) => [name, archive.read(name)]));
}

interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  readonly offset: number;
}

function readDirectory(bytes: Uint8Array, source: string | undefined): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  // The closing record is 22 bytes long and may be followed by a comment of up to 65,535 bytes.
  let end = bytes.length - 22;
  while (end >= 0 && end >= bytes.length - 65_557 && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0 || end < bytes.length - 65_557) {
    throw invalidFile(
      source,
      "Expected a zip archive; its closing record is missing, so it may be truncated.",
    );
  }
  const count = view.getUint16(end + 10, true);
  const start = view.getUint32(end + 16, true);
  if (count === 0xffff || start === 0xffffffff) {
    throw invalidFile(source, "Zip archives of 4 GB and more are not supported.", {
      hint: "Split it into several files.",
    });
  }
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) {
      throw invalidFile(source, `The zip directory is damaged at entry ${i + 1} of ${count}.`);
    }
    const nameLength = view.getUint16(at + 28, true);
    const next = at + 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (next > end) throw invalidFile(source, `The zip directory is damaged at entry ${i + 1} of ${count}.`);
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + nameLength));
    const size = view.getUint32(at + 24, true);
    if (view.getUint16(at + 8, true) & 1) throw invalidFile(source, `${name} is encrypted.`);
    const isFolder = name.endsWith("/") && size === 0;
    checkedName(isFolder ? name.slice(0, -1) : name, source);
    if (!isFolder) {
      entries.push({
        name,
        method: view.getUint16(at + 10, true),
        checksum: view.getUint32(at + 16, true),
        packedSize: view.getUint32(at + 20, true),
        size,
        offset: view.getUint32(at + 42, true),
      });
    }
    at = next;
  }
  return entries;
}

function inflate(entry: ZipEntry, bytes: Uint8Array, source: string | undefined): Uint8Array {
  const { offset, packedSize, size, name } = entry;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + 30 > bytes.length || view.getUint32(offset, true) !== 0x04034b50) {
    throw invalidFile(source, `${name} does not lie where the zip directory says.`);
  }
  const start = offset + 30 + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw invalidFile(source, `${name} is truncated.`);
  const packed = bytes.subarray(start, start + packedSize);
  if (entry.method === 0) return packed;
  if (entry.method !== 8)
    throw invalidFile(source, `${name} uses zip method ${entry.method}; 0 and 8 are known.`);
  // Deflate cannot shrink by more than 1032:1, so a larger claim is false, and no memory is taken for it.
  if (size > 1032 * packedSize + 64) throw invalidFile(source, `${name} announces an impossible size.`);
  try {
    // A buffer one byte larger shows an entry that gives more than it announced.
    return inflateSync(packed, { out: new Uint8Array(size + 1) });
  } catch (cause) {
    throw invalidFile(source, `${name} is damaged.`, { cause });
  }
}

/** The name itself when it is relative, `/`-separated and stays inside; the check is the same in both directions. */
export function checkedName(name: string, source?: string): string {
  const inside =
    name.length > 0 &&
    name.split("/").every((part) => part !== "" && part !== "." && part !== "..") &&
    !/[\\\p{Cc}]/u.test(name);
  if (!inside)
    throw invalidFile(source, `Expected a relative name without '..', received ${JSON.stringify(name)}.`);
  return name;
}
