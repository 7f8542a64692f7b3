import { Gunzip } from "fflate";
import { crc32 } from "./crc32.ts";
import { type DecodeOptions, defaultMaxBytes, invalidFile } from "./decode-options.ts";
import { joinBytes } from "./join-bytes.ts";

/** Input is pushed in pieces of this size, so that one push cannot inflate to more than about 1000 times as much. */
const pieceBytes = 16_384;

/** True when the bytes begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length >= 2 && bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Inflates a gzip file of one member, stopping at `maxBytes`.
 *
 * @throws {DatasetInvalidError} when it is damaged, truncated, larger than allowed, or fails its checksum
 */
export function gunzip(
  bytes: Uint8Array,
  { source, maxBytes = defaultMaxBytes }: DecodeOptions = {},
): Uint8Array {
  const parts: Uint8Array[] = [];
  let length = 0;
  let checksum = 0;
  const inflater = new Gunzip((part) => {
    parts.push(part);
    length += part.length;
    checksum = crc32(part, checksum);
    if (length > maxBytes) throw invalidFile(source, `Inflates to more than the ${maxBytes} bytes allowed.`);
  });
  try {
    for (let start = 0; start < bytes.length; start += pieceBytes) {
      const end = Math.min(start + pieceBytes, bytes.length);
      inflater.push(bytes.subarray(start, end), end === bytes.length);
    }
  } catch (cause) {
    if (length > maxBytes) throw cause;
    throw invalidFile(source, "The gzip data are damaged or truncated.", { cause });
  }
  const trailer = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole =
    bytes.length >= 18 &&
    trailer.getUint32(bytes.length - 8, true) === checksum &&
    trailer.getUint32(bytes.length - 4, true) === length % 2 ** 32;
  if (!whole) throw invalidFile(source, "The gzip data are truncated or fail their checksum.");
  return joinBytes(parts);
}
