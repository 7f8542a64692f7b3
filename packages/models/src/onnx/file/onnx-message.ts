import { eachProtobufField, type ProtobufField } from "@ganlens/core";
import { damagedOnnx } from "../onnx-refusal.ts";

/** More fields than any exported network has; a file of a gigabyte could hold half a billion. */
const mostFields = 4_000_000;

/** Lists of numbers grow as JavaScript arrays; writers put longer ones into `raw_data`, which does not grow. */
const longestList = 2 ** 24;

function assertRoom(count: number, where: string): void {
  if (count > longestList) throw damagedOnnx(`${where}: a list of more than ${longestList} numbers.`);
}

/** Reads the messages of one file, and counts their fields so that a hostile file ends soon. */
export class OnnxMessages {
  #fields = 0;

  /**
   * Calls `on` with every field of a message.
   *
   * @param where what the message is, for the error: `graph`, `node 3`
   * @throws {CheckpointCorruptError} when the message is truncated or no protocol buffer
   */
  each(message: Uint8Array, where: string, on: (field: ProtobufField) => void): void {
    const fields = eachProtobufField(message);
    for (;;) {
      let next: IteratorResult<ProtobufField, void>;
      try {
        next = fields.next();
      } catch (cause) {
        const reason = cause instanceof Error ? cause.message : String(cause);
        throw damagedOnnx(`${where}: ${reason}`, { cause });
      }
      if (next.done) return;
      this.#fields += 1;
      if (this.#fields > mostFields) throw damagedOnnx(`${where}: more than ${mostFields} fields.`);
      on(next.value);
    }
  }
}

/** The text of a field; bytes that are not UTF-8 are refused. */
export function onnxText({ bytes }: ProtobufField, where: string): string {
  if (bytes.length > 65_536) throw damagedOnnx(`${where}: a name of ${bytes.length} bytes.`);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw damagedOnnx(`${where}: a name that is not UTF-8.`, { cause });
  }
}

/** The numbers of a repeated varint field, packed or not. */
export function packedInts({ wire, bits, bytes }: ProtobufField, where: string, into: number[]): void {
  if (wire === 0) {
    into.push(Number(BigInt.asIntN(64, bits)));
    return;
  }
  let at = 0;
  while (at < bytes.length) {
    assertRoom(into.length, where);
    let value = 0n;
    let shift = 0n;
    let byte: number | undefined;
    do {
      byte = bytes[at++];
      if (byte === undefined || shift > 63n) throw damagedOnnx(`${where}: a truncated list of integers.`);
      value |= BigInt(byte & 0x7f) << shift;
      shift += 7n;
    } while (byte >= 0x80);
    into.push(Number(BigInt.asIntN(64, value)));
  }
}

/** The numbers of a repeated float32 (width 4) or float64 (width 8) field, packed or not. */
export function packedFloats(
  { wire, bits, bytes }: ProtobufField,
  { width, where }: { readonly width: 4 | 8; readonly where: string },
  into: number[],
): void {
  const own = new DataView(new ArrayBuffer(8));
  own.setBigUint64(0, bits, true);
  const view = wire === 2 ? new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength) : own;
  const length = wire === 2 ? bytes.length : width;
  if (length % width !== 0) throw damagedOnnx(`${where}: a truncated list of numbers.`);
  assertRoom(into.length + length / width, where);
  for (let at = 0; at < length; at += width) {
    into.push(width === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true));
  }
}
