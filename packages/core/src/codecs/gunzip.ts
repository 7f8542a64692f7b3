import { FlateErrorCode, Gunzip } from "fflate";
import { crc32 } from "./crc32.ts";
import { type DecodeOptions, defaultMaxBytes, invalidFile } from "./decode-options.ts";
import { joinBytes } from "./join-bytes.ts";

/** Input is pushed in pieces of this size, so that one push cannot inflate to more than about 1000 times as much. */
const pieceBytes = 16_384;

/** Files cut into members of 64 KiB (bgzip) have 16,384 of them in 1 GiB; empty members would cost time without end. */
const mostMembers = 50_000;

/** What stands after each member: its checksum and its length, four bytes each. */
const trailerBytes = 8;

/** True when the bytes begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates a gzip file of one or several members, stopping at `maxBytes`; zeros behind the last one are padding.
 *
 * @throws {DatasetInvalidError} when it is damaged, truncated, larger than allowed, fails a checksum, or is followed by
 *   something else than members and zeros
 * @see RFC 1952, section 2.2
 */
export function gunzip(
  bytes: Uint8Array,
  { source, maxBytes = defaultMaxBytes }: DecodeOptions = {},
): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const parts: Uint8Array[] = [];
  let [total, members] = [0, 1];
  let member = { length: 0, checksum: 0 };

  function closeMember(end: number): void {
    const whole =
      end <= bytes.length &&
      end >= trailerBytes &&
      view.getUint32(end - 8, true) === member.checksum &&
      view.getUint32(end - 4, true) === member.length % 2 ** 32;
    if (!whole) throw invalidFile(source, "The gzip data are truncated or fail their checksum.");
    member = { length: 0, checksum: 0 };
  }

  const inflater = new Gunzip((part) => {
    parts.push(part);
    total += part.length;
    member = { length: member.length + part.length, checksum: crc32(part, member.checksum) };
    if (total > maxBytes) throw invalidFile(source, `Inflates to more than the ${maxBytes} bytes allowed.`);
  });
  inflater.onmember = (start) => {
    closeMember(start);
    members++;
    if (members > mostMembers) throw invalidFile(source, `Has more than ${mostMembers} gzip members.`);
  };
  try {
    let end = bytes.length;
    while (end > 0 && bytes[end - 1] === 0) end--;
    for (let start = 0; start < end; start += pieceBytes)
      inflater.push(bytes.subarray(start, Math.min(start + pieceBytes, end)));
    closeMember(end + zerosOfLastMember(inflater));
  } catch (cause) {
    if (!isFlateError(cause)) throw cause;
    throw invalidFile(
      source,
      cause.code === FlateErrorCode.InvalidHeader
        ? `Expected a gzip member at its beginning and after each other, found something else after ${members - 1} whole ones.`
        : "The gzip data are damaged or truncated.",
      { cause },
    );
  }
  return joinBytes(parts);
}

/** At most so many first bytes of what a gzip file inflates to; nothing is checked, and what is damaged gives less. */
export function gunzipHead(bytes: Uint8Array, length: number): Uint8Array {
  const parts: Uint8Array[] = [];
  let total = 0;
  const inflater = new Gunzip((part) => {
    parts.push(part);
    total += part.length;
  });
  try {
    for (let at = 0; at < bytes.length && total < length; at += 1024) {
      inflater.push(bytes.subarray(at, at + 1024));
    }
  } catch (cause) {
    if (!isFlateError(cause)) throw cause;
  }
  return joinBytes(parts).subarray(0, length);
}

/**
 * How many of the zeros that follow belong to the last member itself: the ends of its data and its trailer may be zeros.
 *
 * Where the data end is known to the inflater alone. It refuses whatever follows a member and begins with four bytes that
 * are no header: pushed one at a time, the zero at which it does so is the fourth of the padding.
 */
function zerosOfLastMember(inflater: Gunzip): number {
  const headerBytes = 4;
  for (let zeros = 1; zeros <= 4 * trailerBytes; zeros++) {
    try {
      inflater.push(new Uint8Array(1));
    } catch (cause) {
      const padding = isFlateError(cause) && cause.code === FlateErrorCode.InvalidHeader;
      // Sooner than the fourth: other bytes stand before the zeros.
      if (!padding || zeros < headerBytes) throw cause;
      return zeros - headerBytes;
    }
  }
  return Number.POSITIVE_INFINITY;
}

function isFlateError(error: unknown): error is Error & { readonly code: number } {
  return error instanceof Error && typeof (error as { readonly code?: unknown }).code === "number";
}
