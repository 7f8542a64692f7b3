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
}

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
 * @throws {DatasetInvalidError} when it is truncated or damaged, or holds absolute names or `..`
 * @see APPNOTE.TXT, sections 4.3.12 to 4.3.16 and 4.5.3
 */
export function readZipDirectory(bytes: Uint8Array, source: string | undefined): readonly ZipEntry[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, start, end } = closingRecord(view, source);
  // Checked here, so that a false count takes no time.
  if (start > end || count * 46 > end - start) throw invalidFile(source, "The zip directory is damaged.");
  const entries: ZipEntry[] = [];
  let at = start;
  for (let i = 0; i < count; i++) {
    const damaged = () => invalidFile(source, `The zip directory is damaged at entry ${i + 1} of ${count}.`);
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
      entries.push({ name, method, encrypted, checksum, packedSize, size, offset });
    }
    at = next;
  }
  return entries;
}

function closingRecord(view: DataView, source: string | undefined): Closing {
  // The closing record is 22 bytes long and may be followed by a comment of up to 65,535 bytes.
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
    const at = Number(view.getBigUint64(end - 12, true));
    if (at + 56 > end - 20 || view.getUint32(at, true) !== 0x06064b50) {
      throw invalidFile(source, "The zip archive's closing record of 64 bits is missing or damaged.");
    }
    const count = Number(view.getBigUint64(at + 32, true));
    return { count, start: Number(view.getBigUint64(at + 48, true)), end: at };
  }
  return { count: view.getUint16(end + 10, true), start: view.getUint32(end + 16, true), end };
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
