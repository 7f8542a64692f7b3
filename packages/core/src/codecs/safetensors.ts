import { sizeOf } from "../contracts/nd-array.ts";
import { parseShallowJson } from "../json/parse-shallow-json.ts";
import type { DataType } from "./data-type.ts";
import { bytesOf } from "./data-type.ts";
import { type DecodeOptions, defaultMaxBytes, invalidFile } from "./decode-options.ts";
import { elementsFromBytes, type StoredArray } from "./stored-array.ts";
import { listUnreadable, type UnreadableMember } from "./unreadable-member.ts";

/** A decoded safetensors file. */
export interface Safetensors {
  readonly tensors: ReadonlyMap<string, StoredArray>;
  /** Tensors that are left out: of a type that is not read here, as float8. */
  readonly unreadable: readonly UnreadableMember[];
  /** The file's own remarks: format, author, … */
  readonly metadata: Readonly<Record<string, string>>;
}

/** The longest header that the reference implementation accepts. */
const longestHeader = 100_000_000;

/** A header is a table of tables of lists. */
const deepestHeader = 16;

/** bfloat16 is read as float32: it is the upper half of one. */
const dataTypes: ReadonlyMap<unknown, DataType | "bfloat16"> = new Map([
  ["BOOL", "bool"],
  ["U8", "uint8"],
  ["U16", "uint16"],
  ["U32", "uint32"],
  ["U64", "uint64"],
  ["I8", "int8"],
  ["I16", "int16"],
  ["I32", "int32"],
  ["I64", "int64"],
  ["F16", "float16"],
  ["F32", "float32"],
  ["F64", "float64"],
  ["BF16", "bfloat16"],
  ["C64", "complex64"],
] as const);

/**
 * Reads a safetensors file; bfloat16 becomes float32. A tensor that cannot be read is left out and named.
 *
 * As in the reference implementation the tensors must cover the data exactly: no overlap, no gap, nothing outside.
 *
 * @throws {DatasetInvalidError} when that is not so, when it is truncated or too large, or none of its tensors can be read
 * @see https://github.com/huggingface/safetensors#format
 */
export function decodeSafetensors(bytes: Uint8Array, options: DecodeOptions = {}): Safetensors {
  const { source, maxBytes = defaultMaxBytes } = options;
  if (bytes.length < 8)
    throw invalidFile(source, "Expected a safetensors file of at least 8 bytes: it is truncated.");
  if (bytes.length > maxBytes)
    throw invalidFile(source, `Expected at most ${maxBytes} bytes, received ${bytes.length}.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > longestHeader || headerBytes > bytes.length - 8) {
    throw invalidFile(source, `Announces a header of ${headerBytes} bytes; ${bytes.length - 8} follow.`);
  }
  const body = bytes.subarray(8 + headerBytes);
  const header = parseHeader(bytes.subarray(8, 8 + headerBytes), source);
  const metadata = new Map<string, string>();
  const entries: TensorEntry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name !== "__metadata__") entries.push(tensorEntry(name, value, source));
    else if (isRecord(value)) {
      for (const [key, text] of Object.entries(value)) metadata.set(key, shown(text));
    } else throw invalidFile(source, "Expected __metadata__ to hold texts.");
  }
  let covered = 0;
  for (const { name, start, end } of [...entries].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== covered || end > body.length) {
      throw invalidFile(
        source,
        `${name} lies at ${start}…${end}, expected it to begin at ${covered} and end within ${body.length}: ` +
          "tensors overlap, leave gaps or the file is truncated.",
      );
    }
    covered = end;
  }
  if (covered !== body.length) {
    throw invalidFile(source, `The tensors cover ${covered} of ${body.length} bytes of data.`);
  }
  const tensors = new Map<string, StoredArray>();
  const unreadable: UnreadableMember[] = [];
  for (const { name, content, start, end } of entries) {
    if (typeof content === "string") unreadable.push({ name, reason: content });
    else tensors.set(name, storedArray(body.subarray(start, end), content));
  }
  if (tensors.size === 0 && unreadable.length > 0)
    throw invalidFile(source, `Expected tensors of known types, received ${listUnreadable(unreadable)}.`);
  return { tensors, unreadable, metadata: Object.fromEntries(metadata) };
}

/** How a tensor's bytes are read. */
interface TensorContent {
  readonly dtype: DataType | "bfloat16";
  readonly shape: readonly number[];
}

function storedArray(bytes: Uint8Array, { dtype, shape }: TensorContent): StoredArray {
  return dtype === "bfloat16"
    ? { dtype: "float32", shape, data: fromBfloat16(bytes) }
    : { dtype, shape, data: elementsFromBytes(bytes, dtype, false) };
}

interface TensorEntry {
  readonly name: string;
  /** In words, why it cannot be read, where it cannot. */
  readonly content: TensorContent | string;
  readonly start: number;
  readonly end: number;
}

function parseHeader(bytes: Uint8Array, source: string | undefined): Record<string, unknown> {
  try {
    const header = parseShallowJson(bytes, deepestHeader);
    if (isRecord(header)) return header;
  } catch (cause) {
    throw invalidFile(source, "The safetensors header is not JSON.", { cause });
  }
  throw invalidFile(source, "Expected the safetensors header to be a JSON object.");
}

function tensorEntry(name: string, value: unknown, source: string | undefined): TensorEntry {
  const { dtype: code, shape, data_offsets: offsets } = isRecord(value) ? value : {};
  if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
    throw invalidFile(source, `${name} lacks a shape or two data_offsets.`);
  }
  const [start, end] = offsets as [number, number];
  const dtype = dataTypes.get(code);
  // How wide an unknown type is, is not known either.
  const expected = dtype === undefined ? Math.max(end - start, 0) : sizeOf(shape) * widthOf(dtype);
  if (end - start !== expected) {
    throw invalidFile(
      source,
      `${name} of shape [${shape.join(", ")}] needs ${expected} bytes, received ${end - start}.`,
    );
  }
  const content =
    dtype === undefined ? `It has type ${shown(code)}, which is not read here.` : { dtype, shape };
  return { name, start, end, content };
}

function widthOf(dtype: DataType | "bfloat16"): number {
  return dtype === "bfloat16" ? 2 : bytesOf[dtype];
}

/** A header's value as it stands there, shortened. */
function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "none");
  return text.length > 1000 ? `${text.slice(0, 1000)}…` : text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) &&
    value.length <= 64 &&
    value.every((side) => Number.isSafeInteger(side) && side >= 0)
  );
}

function fromBfloat16(bytes: Uint8Array): Float32Array {
  const halves = new Uint16Array(new Uint8Array(bytes).buffer);
  return new Float32Array(Uint32Array.from(halves, (half) => half << 16).buffer);
}
