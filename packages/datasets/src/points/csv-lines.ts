import { type ByteFile, CancelledError, DatasetInvalidError } from "@ganlens/core";

/** A line of a text file, without its end. */
export interface CsvLine {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

const pieceBytes = 2 ** 20;
const longestLine = 2 ** 18;

/**
 * The lines of a text file, a megabyte at a time; empty ones are left out.
 *
 * @throws {DatasetInvalidError} for a line of more than 256 KiB, with the byte where it begins, for what is no UTF-8, and for
 *   control characters
 */
export async function* csvLines(
  file: ByteFile,
  signal?: AbortSignal | undefined,
): AsyncGenerator<readonly CsvLine[]> {
  let rest = new Uint8Array(0);
  let number = 1;
  for (let at = 0; at < file.byteLength; ) {
    if (signal?.aborted) throw new CancelledError({ message: `Reading ${file.name} was stopped.` });
    const end = Math.min(at + pieceBytes, file.byteLength);
    const bytes = joined(rest, await file.slice(at, end));
    const base = at - rest.length;
    at = end;
    const last = at === file.byteLength ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
    const lines: CsvLine[] = [];
    for (let start = 0; start < last; number++) {
      const found = bytes.indexOf(0x0a, start);
      const stop = found === -1 || found > last ? last : found;
      assertShort(stop - start, { file, number, at: base + start });
      const line = bytes.subarray(start, bytes[stop - 1] === 0x0d && stop > start ? stop - 1 : stop);
      const text = textOf(line, { file, number, at: base + start });
      if (text.trim() !== "") lines.push({ number, text });
      start = stop + 1;
    }
    rest = bytes.slice(last);
    assertShort(rest.length, { file, number, at: base + last });
    if (lines.length > 0) yield lines;
  }
}

interface Place {
  readonly file: ByteFile;
  readonly number: number;
  readonly at: number;
}

function textOf(bytes: Uint8Array, place: Place): string {
  const stray = bytes.findIndex((byte) => byte < 0x20 && byte !== 0x09);
  if (stray !== -1) throw noText({ ...place, at: place.at + stray });
  try {
    // A byte order mark at the beginning of the file is left out.
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: place.number !== 1 }).decode(bytes);
  } catch {
    throw noText(place);
  }
}

function noText({ file, number, at }: Place): DatasetInvalidError {
  return new DatasetInvalidError({
    message: `Expected text (UTF-8) in line ${number} of ${file.name}, found other bytes at byte ${at}.`,
    hint: "Save the table as CSV, UTF-8.",
  });
}

function assertShort(length: number, { file, number, at }: Place): void {
  if (length <= longestLine) return;
  throw new DatasetInvalidError({
    message: `Expected lines of at most ${longestLine} bytes, line ${number} of ${file.name}, at byte ${at}, is longer.`,
    hint: "A table of points has a line for each point.",
  });
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
