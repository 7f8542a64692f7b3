import { invalidFile } from "./decode-options.ts";
import { joinBytes } from "./join-bytes.ts";

/** One field of a protocol buffer message: its number, and its value by wire type. */
export interface ProtobufField {
  readonly field: number;
  /** A varint (wire type 0), or a fixed number of 4 or 8 bytes as raw little-endian bits. */
  readonly bits: bigint;
  /** The content of a length-delimited field; empty for the others. */
  readonly bytes: Uint8Array;
  readonly wire: 0 | 1 | 2 | 5;
}

/**
 * The fields of a message one after the other, in the order written; a long message takes no more memory than a short one.
 *
 * @throws {DatasetInvalidError} when it is truncated or no protocol buffer
 * @see https://protobuf.dev/programming-guides/encoding
 */
export function* eachProtobufField(message: Uint8Array): Generator<ProtobufField, void, undefined> {
  const view = new DataView(message.buffer, message.byteOffset, message.byteLength);
  let at = 0;

  function varint(): bigint {
    const [value, end] = readVarint(message, at);
    at = end;
    return value;
  }

  function take(length: number): number {
    const start = at;
    if (length > message.length - at) throw invalidFile(undefined, "A protocol buffer message is truncated.");
    at += length;
    return start;
  }

  const empty = new Uint8Array(0);
  while (at < message.length) {
    const key = varint();
    const field = Number(key >> 3n);
    const wire = Number(key & 7n);
    if (field === 0) throw invalidFile(undefined, "A protocol buffer message is damaged: field 0.");
    if (wire === 0) yield { field, wire, bits: varint(), bytes: empty };
    else if (wire === 1) yield { field, wire, bits: view.getBigUint64(take(8), true), bytes: empty };
    else if (wire === 5) yield { field, wire, bits: BigInt(view.getUint32(take(4), true)), bytes: empty };
    else if (wire === 2) {
      const length = Number(varint());
      const start = take(length);
      yield { field, wire, bits: 0n, bytes: message.subarray(start, start + length) };
    } else throw invalidFile(undefined, `A protocol buffer message is damaged: wire type ${wire}.`);
  }
}

/**
 * The fields of a message, in the order written.
 *
 * @throws {DatasetInvalidError} when it is truncated or no protocol buffer
 */
export function protobufFields(message: Uint8Array): readonly ProtobufField[] {
  return [...eachProtobufField(message)];
}

/**
 * The numbers of a packed field of varints, 64 bits each.
 *
 * @throws {DatasetInvalidError} when the last one is truncated, or one has more bits
 */
export function protobufVarints(bytes: Uint8Array): readonly bigint[] {
  const values: bigint[] = [];
  for (let at = 0; at < bytes.length; ) {
    const [value, end] = readVarint(bytes, at);
    values.push(value);
    at = end;
  }
  return values;
}

/** The number at `start`, and where it ends. */
function readVarint(bytes: Uint8Array, start: number): readonly [value: bigint, end: number] {
  let value = 0n;
  for (let i = 0; i < 10; i++) {
    const byte = bytes[start + i];
    if (byte === undefined) break;
    value |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) return [BigInt.asUintN(64, value), start + i + 1];
  }
  throw invalidFile(
    undefined,
    "A protocol buffer message is truncated or holds a number of more than 64 bits.",
  );
}

/** The float32 or float64 that the bits of a fixed field stand for. */
export function protobufFloat({ bits, wire }: ProtobufField): number {
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, bits, true);
  return wire === 1 ? view.getFloat64(0, true) : view.getFloat32(0, true);
}

/** The signed integer that a varint field stands for. */
export function protobufInt({ bits }: ProtobufField): number {
  return Number(BigInt.asIntN(64, bits));
}

/** The text of a length-delimited field. */
export function protobufText({ bytes }: ProtobufField): string {
  return new TextDecoder().decode(bytes);
}

/** Writes protocol buffer messages, field by field. */
export class ProtobufWriter {
  readonly #parts: Uint8Array[] = [];

  /** A varint field; negative numbers take ten bytes, as protocol buffers want. */
  int(field: number, value: number): this {
    this.#parts.push(varintBytes(BigInt(field) << 3n), varintBytes(BigInt.asUintN(64, BigInt(value))));
    return this;
  }

  float32(field: number, value: number): this {
    return this.#fixed(field, 5, new Uint8Array(new Float32Array([value]).buffer));
  }

  float64(field: number, value: number): this {
    return this.#fixed(field, 1, new Uint8Array(new Float64Array([value]).buffer));
  }

  text(field: number, value: string): this {
    return this.bytes(field, new TextEncoder().encode(value));
  }

  bytes(field: number, value: Uint8Array): this {
    this.#parts.push(varintBytes((BigInt(field) << 3n) | 2n), varintBytes(BigInt(value.length)), value);
    return this;
  }

  message(field: number, build: (writer: ProtobufWriter) => void): this {
    const writer = new ProtobufWriter();
    build(writer);
    return this.bytes(field, writer.finish());
  }

  finish(): Uint8Array {
    return joinBytes(this.#parts);
  }

  #fixed(field: number, wire: 1 | 5, bytes: Uint8Array): this {
    this.#parts.push(varintBytes((BigInt(field) << 3n) | BigInt(wire)), bytes);
    return this;
  }
}

function varintBytes(value: bigint): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 0x7fn; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}
