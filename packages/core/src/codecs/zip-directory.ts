import type { ByteFile } from "./byte-file.ts";
import { invalidFile } from "./decode-options.ts";

/** One file of a zip archive, as the directory describes it. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
  readonly packedSize: number;
  readonly size: number;
  /** Where its own header lies. */
  readonly offset: number;
  /** True for a symbolic link, whose content is the path that it leads to. */
  readonly link: boolean;
}

/** The end of an archive, which holds the directory. */
export interface ZipTail {
  readonly bytes: Uint8Array;
  /** Where in the archive it begins. */
  readonly base: number;
}

/** The closing record is 22 bytes long and may be followed by a comment; before it stand those of 64 bits. */
const longestClosing = 65_557 + 20 + 56;

/** A million entries with names of 80 letters. */
const largestDirectory = 2 ** 27;

/** Where the directory lies and how long it is. */
interface Closing {
  readonly count: number;
  readonly start: number;
  /** Where the closing records begin: no entry reaches beyond. */
  readonly end: number;
}

/**
 * The files in the directory of a zip archive, 64-bit sizes and counts included; folders are left out.
 *
 * @throws {DatasetInvalidError} when it is truncated or damaged, holds absolute names or `..`, or files that overlap, which
 *   is how a small archive can give without end
 * @see APPNOTE.TXT, sections 4.3.12 to 4.3.16 and 4.5.3
 */
export function readZipDirectory({ bytes, base }: ZipTail, source: string | undefined): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const closing = closingRecord(view, base, source);
  const { count } = closing;
  const [start, end] = [closing.start - base, closing.end - base];
  // Checked here, so that a false count takes no time.
  if (start < 0 || start > end || count * 46 > end - start)
    throw invalidFile(source, "The zip directory is damaged.");
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const where = base + at;
    const damaged = () =>
      invalidFile(source, `The zip directory is damaged at entry ${i + 1} of ${count}, byte ${where}.`);
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) throw damaged();
    const nameEnd = at + 46 + view.getUint16(at + 28, true);
    const extraEnd = nameEnd + view.getUint16(at + 30, true);
    const next = extraEnd + view.getUint16(at + 32, true);
    if (next > end) throw damaged();
    const name = new TextDecoder().decode(bytes.subarray(at + 46, nameEnd));
    const sizes = [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ] as const;
    const [size, packedSize, offset] = wideNumbers(view, nameEnd, extraEnd, sizes) ?? [];
    if (size === undefined || packedSize === undefined || offset === undefined) throw damaged();
    const isFolder = name.endsWith("/") && size === 0;
    checkedName(isFolder ? name.slice(0, -1) : name, source);
    if (!isFolder) {
      const method = view.getUint16(at + 10, true);
      const encrypted = (view.getUint16(at + 8, true) & 1) === 1;
      const checksum = view.getUint32(at + 16, true);
      // The upper half holds the mode where a Unix system wrote the entry.
      const link = view.getUint32(at + 38, true) >>> 28 === 0xa;
      entries.push({ name, method, encrypted, checksum, packedSize, size, offset, link });
    }
    at = next;
  }
  assertApart(entries, source);
  return entries;
}

/**
 * The end of an archive that is not in memory, as much as {@link readZipDirectory} needs.
 *
 * @throws {DatasetInvalidError} when there is no closing record
 */
export async function readZipTail(file: ByteFile): Promise<ZipTail> {
  const first = Math.max(0, file.byteLength - longestClosing);
  const bytes = await file.slice(first, file.byteLength);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { start } = closingRecord(view, first, file.name);
  if (start >= first || start < 0) return { bytes, base: first };
  if (file.byteLength - start > largestDirectory) {
    throw invalidFile(
      file.name,
      `Expected a zip directory of at most ${largestDirectory} bytes, received ${file.byteLength - start}.`,
    );
  }
  return { bytes: await file.slice(start, file.byteLength), base: start };
}

function assertApart(entries: readonly ZipEntry[], source: string | undefined): void {
  let before: ZipEntry | undefined;
  for (const entry of [...entries].sort((a, b) => a.offset - b.offset)) {
    if (before !== undefined && before.offset + 30 + before.packedSize > entry.offset) {
      throw invalidFile(
        source,
        `${before.name} and ${entry.name} lie over each other at byte ${entry.offset} of the zip archive.`,
      );
    }
    before = entry;
  }
}

/** Where the directory lies in the archive, read from the end of it that begins at `base`. */
function closingRecord(view: DataView, base: number, source: string | undefined): Closing {
  const first = Math.max(0, view.byteLength - 65_557);
  let end = view.byteLength - 22;
  while (end >= first && view.getUint32(end, true) !== 0x06054b50) end--;
  if (end < first) {
    throw invalidFile(
      source,
      "Expected a zip archive; its closing record is missing, so it may be truncated.",
    );
  }
  // Larger archives, and some small ones, have a record with numbers of 64 bits, found by a pointer before this one.
  if (end >= 20 && view.getUint32(end - 20, true) === 0x07064b50) {
    const at = Number(view.getBigUint64(end - 12, true)) - base;
    if (at < 0 || at + 56 > end - 20 || view.getUint32(at, true) !== 0x06064b50) {
      throw invalidFile(source, "The zip archive's closing record of 64 bits is missing or damaged.");
    }
    const count = Number(view.getBigUint64(at + 32, true));
    return { count, start: Number(view.getBigUint64(at + 48, true)), end: base + at };
  }
  return { count: view.getUint16(end + 10, true), start: view.getUint32(end + 16, true), end: base + end };
}

/**
 * Numbers that did not fit into 32 bits stand in the extra field 1, in this order and without those that did.
 *
 * @returns undefined when they are missing there
 */
function wideNumbers(
  view: DataView,
  start: number,
  end: number,
  narrow: readonly number[],
): readonly number[] | undefined {
  if (!narrow.includes(0xffffffff)) return narrow;
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue;
    let place = at + 4;
    const stop = Math.min(place + view.getUint16(at + 2, true), end);
    const wide = narrow.map((number) => {
      if (number !== 0xffffffff) return number;
      place += 8;
      return place <= stop ? Number(view.getBigUint64(place - 8, true)) : Number.NaN;
    });
    return wide.every(Number.isSafeInteger) ? wide : undefined;
  }
  return undefined;
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
