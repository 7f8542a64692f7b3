import { maskedCrc32c } from "./crc32c.ts";
import { type DecodeOptions, invalidFile } from "./decode-options.ts";

/** How {@link decodeTfRecords} treats the end of a file. */
export interface DecodeTfRecordsOptions extends DecodeOptions {
  /** Leave out a last record that was not written to its end, as readers of a growing file do; refused by default. */
  readonly allowTruncatedEnd?: boolean;
}

/**
 * One record of a TFRecord file: length (u64), its masked CRC-32C, the data, their masked CRC-32C, all little-endian.
 *
 * @see https://www.tensorflow.org/tutorials/load_data/tfrecord#tfrecords_format_details
 */
export function encodeTfRecord(data: Uint8Array): Uint8Array {
  const record = new Uint8Array(data.length + 16);
  const view = new DataView(record.buffer);
  view.setBigUint64(0, BigInt(data.length), true);
  view.setUint32(8, maskedCrc32c(record.subarray(0, 8)), true);
  record.set(data, 12);
  view.setUint32(12 + data.length, maskedCrc32c(data), true);
  return record;
}

/**
 * The records of a TFRecord file, sharing memory with it.
 *
 * @throws {DatasetInvalidError} when a checksum fails or the file is truncated
 */
export function decodeTfRecords(
  bytes: Uint8Array,
  { source, allowTruncatedEnd = false }: DecodeTfRecordsOptions = {},
): readonly Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const records: Uint8Array[] = [];
  let at = 0;
  while (at < bytes.length) {
    const rest = bytes.length - at;
    if (rest >= 12 && view.getUint32(at + 8, true) !== maskedCrc32c(bytes.subarray(at, at + 8))) {
      throw invalidFile(
        source,
        `The length of record ${records.length + 1} fails its checksum (byte ${at}).`,
      );
    }
    const length = rest >= 12 ? Number(view.getBigUint64(at, true)) : 0;
    if (rest < 16 || length > rest - 16) {
      if (allowTruncatedEnd) break;
      throw invalidFile(source, `The file is truncated inside record ${records.length + 1} (byte ${at}).`);
    }
    const data = bytes.subarray(at + 12, at + 12 + length);
    if (view.getUint32(at + 12 + length, true) !== maskedCrc32c(data)) {
      throw invalidFile(source, `Record ${records.length + 1} fails its checksum (byte ${at}).`);
    }
    records.push(data);
    at += 16 + length;
  }
  return records;
}
