import { halfToNumber } from "@ganlens/core";
import { damagedOnnx, unsupportedOnnx } from "../onnx-refusal.ts";
import { type ExternalFiles, externalLocation } from "./external-data.ts";
import type { OnnxDtype, OnnxTensor } from "./onnx-file.ts";
import { type OnnxMessages, onnxText, packedFloats, packedInts } from "./onnx-message.ts";

/** A constant of 2^28 numbers takes 1 GiB: more than any network here. */
export const largestTensor: number = 2 ** 28;

interface ElementType {
  readonly name: string;
  readonly bytes: number;
  readonly dtype: OnnxDtype;
  readonly read: (view: DataView, at: number) => number;
}

/** TensorProto.DataType; what is missing has no counterpart here. */
const elementTypes: ReadonlyMap<number, ElementType> = new Map([
  [1, { name: "float32", bytes: 4, dtype: "float32", read: (view, at) => view.getFloat32(at, true) }],
  [2, { name: "uint8", bytes: 1, dtype: "int32", read: (view, at) => view.getUint8(at) }],
  [3, { name: "int8", bytes: 1, dtype: "int32", read: (view, at) => view.getInt8(at) }],
  [4, { name: "uint16", bytes: 2, dtype: "int32", read: (view, at) => view.getUint16(at, true) }],
  [5, { name: "int16", bytes: 2, dtype: "int32", read: (view, at) => view.getInt16(at, true) }],
  [6, { name: "int32", bytes: 4, dtype: "int32", read: (view, at) => view.getInt32(at, true) }],
  [7, { name: "int64", bytes: 8, dtype: "int32", read: (view, at) => Number(view.getBigInt64(at, true)) }],
  [9, { name: "bool", bytes: 1, dtype: "bool", read: (view, at) => (view.getUint8(at) === 0 ? 0 : 1) }],
  [
    10,
    {
      name: "float16",
      bytes: 2,
      dtype: "float32",
      read: (view, at) => halfToNumber(view.getUint16(at, true)),
    },
  ],
  [11, { name: "float64", bytes: 8, dtype: "float32", read: (view, at) => view.getFloat64(at, true) }],
  [12, { name: "uint32", bytes: 4, dtype: "int32", read: (view, at) => view.getUint32(at, true) }],
  [13, { name: "uint64", bytes: 8, dtype: "int32", read: (view, at) => Number(view.getBigUint64(at, true)) }],
  [
    16,
    { name: "bfloat16", bytes: 2, dtype: "float32", read: (view, at) => bfloat16(view.getUint16(at, true)) },
  ],
] satisfies [number, ElementType][]);

/** Element types without a counterpart here, for messages. */
const otherTypes: ReadonlyMap<number, string> = new Map([
  [0, "an undefined type"],
  [8, "strings"],
  [14, "complex64 numbers"],
  [15, "complex128 numbers"],
]);

const scratch = new DataView(new ArrayBuffer(4));

function bfloat16(bits: number): number {
  scratch.setUint32(0, bits << 16, true);
  return scratch.getFloat32(0, true);
}

/**
 * How numbers of an ONNX element type are computed with: float16 and float64 as float32, integers as int32.
 *
 * @throws {RunUnsupportedError} for text, complex numbers and types of quantised networks
 */
export function onnxDtype(elementType: number, where: string): OnnxDtype {
  return known(elementType, where).dtype;
}

function known(elementType: number, where: string): ElementType {
  const type = elementTypes.get(elementType);
  if (type) return type;
  throw unsupportedOnnx(
    `${where}: expected numbers, received ${otherTypes.get(elementType) ?? `elements of ONNX's type ${elementType}`}.`,
    {
      hint: "Export the network with float32 weights.",
    },
  );
}

interface StoredTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: ElementType;
  readonly raw: Uint8Array | undefined;
  readonly typed: readonly number[];
  readonly external: ReadonlyMap<string, string> | undefined;
}

function storedTensor(bytes: Uint8Array, messages: OnnxMessages, where: string): StoredTensor {
  const shape: number[] = [];
  const typed: number[] = [];
  const external = new Map<string, string>();
  let name = "";
  let elementType = 0;
  let raw: Uint8Array | undefined;
  let outside = false;
  messages.each(bytes, where, (field) => {
    const at = `${where}${name ? ` "${name}"` : ""}`;
    if (field.field === 1) packedInts(field, at, shape);
    else if (field.field === 2) elementType = Number(field.bits);
    else if (field.field === 4) packedFloats(field, { width: 4, where: at }, typed);
    else if (field.field === 5 || field.field === 7 || field.field === 11) packedInts(field, at, typed);
    else if (field.field === 8) name = onnxText(field, at);
    else if (field.field === 9) raw = field.bytes;
    else if (field.field === 10) packedFloats(field, { width: 8, where: at }, typed);
    else if (field.field === 13) {
      let key = "";
      messages.each(field.bytes, `${at}: external data`, (entry) => {
        if (entry.field === 1) key = onnxText(entry, at);
        if (entry.field === 2) external.set(key, onnxText(entry, at));
      });
    } else if (field.field === 14) outside = Number(field.bits) === 1;
  });
  const at = `constant "${name}"`;
  return { name, shape, type: known(elementType, at), raw, typed, external: outside ? external : undefined };
}

function checkedSize(shape: readonly number[], where: string): number {
  if (shape.length > 8) throw damagedOnnx(`${where}: expected at most 8 axes, received ${shape.length}.`);
  let size = 1;
  for (const side of shape) {
    if (!(side >= 0)) throw damagedOnnx(`${where}: a side of ${side}.`);
    size *= side;
  }
  if (size > largestTensor) {
    throw damagedOnnx(
      `${where}: expected at most ${largestTensor} numbers, received ${size} of shape [${shape}].`,
    );
  }
  return size;
}

/** Typed fields hold float16 and bfloat16 as their bits. */
function fromTyped({ type, typed }: StoredTensor): ArrayLike<number> {
  if (type.name === "float16") return typed.map((bits) => halfToNumber(bits & 0xffff));
  if (type.name === "bfloat16") return typed.map((bits) => bfloat16(bits & 0xffff));
  return typed;
}

function decoded(bytes: Uint8Array, type: ElementType, size: number): Float32Array | Float64Array {
  // A copy, because the bytes may be aligned to nothing; Node's Buffer has a slice that copies nothing.
  if (type.name === "float32") return new Float32Array(new Uint8Array(bytes).buffer);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const data = type.dtype === "float32" ? new Float32Array(size) : new Float64Array(size);
  for (let i = 0; i < size; i++) data[i] = type.read(view, i * type.bytes);
  return data;
}

/**
 * A constant from its message.
 *
 * @param readOutside called when the numbers lie in a second file; the constant is then known later
 * @throws {CheckpointCorruptError} when the shape and the numbers do not fit each other, or are too many
 */
export function readTensor(
  bytes: Uint8Array,
  { messages, where }: { readonly messages: OnnxMessages; readonly where: string },
): { readonly name: string; readonly resolve: (files: ExternalFiles) => OnnxTensor | Promise<OnnxTensor> } {
  const stored = storedTensor(bytes, messages, where);
  const { name, shape, type, raw, typed, external } = stored;
  const at = `constant "${name}"`;
  const size = checkedSize(shape, at);
  const expected = size * type.bytes;
  const tensor = (data: Float32Array | Float64Array): OnnxTensor => ({ dtype: type.dtype, shape, data });
  if (external) {
    const location = externalLocation(external, at);
    return {
      name,
      resolve: async (files) => tensor(decoded(await files.bytes(location, expected, at), type, size)),
    };
  }
  if (raw && (raw.length > 0 || typed.length === 0)) {
    if (raw.length !== expected) {
      throw damagedOnnx(
        `${at}: expected ${expected} bytes for shape [${shape}] of ${type.name}, received ${raw.length}.`,
      );
    }
    return { name, resolve: () => tensor(decoded(raw, type, size)) };
  }
  if (typed.length !== size) {
    throw damagedOnnx(`${at}: expected ${size} numbers for shape [${shape}], received ${typed.length}.`);
  }
  const numbers = fromTyped(stored);
  return {
    name,
    resolve: () => tensor(type.dtype === "float32" ? Float32Array.from(numbers) : Float64Array.from(numbers)),
  };
}
