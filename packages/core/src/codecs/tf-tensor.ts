import { sizeOf } from "../contracts/nd-array.ts";
import { invalidFile } from "./decode-options.ts";
import { halfToNumber } from "./half-float.ts";
import {
  type ProtobufField,
  protobufFields,
  protobufFloat,
  protobufInt,
  protobufVarints,
} from "./protobuf.ts";

/** A tensor of a TensorBoard file. */
export interface TfTensor {
  readonly shape: readonly number[];
  /** The values of a numeric tensor, row by row; 64-bit integers are rounded to the nearest double. */
  readonly numbers?: readonly number[];
  /** The values of a tensor of texts, as bytes. */
  readonly strings?: readonly Uint8Array[];
  /** Why there are neither. */
  readonly reason?: string;
}

/** More than any histogram has; what is larger is no scalar and no histogram. */
const mostNumbers = 3 * 65_536;

type Read = (view: DataView, at: number) => number;

/** How a type's values are written: packed in `tensor_content`, or one by one in a field of their own. */
interface NumberType {
  readonly name: string;
  readonly width: number;
  readonly read: Read;
  /** Field of the list, and what stands there when it holds no such number itself but its bits. */
  readonly list: number;
  readonly fromBits?: (bits: number) => number;
}

const bfloat16ToNumber = (bits: number): number => {
  const view = new DataView(new ArrayBuffer(4));
  view.setUint16(0, bits);
  return view.getFloat32(0);
};
const half = (bits: number): number => halfToNumber(bits & 0xffff);
const bfloat16 = (bits: number): number => bfloat16ToNumber(bits & 0xffff);

const int8: Read = (view, at) => view.getInt8(at);
const uint8: Read = (view, at) => view.getUint8(at);
const int16: Read = (view, at) => view.getInt16(at, true);
const uint16: Read = (view, at) => view.getUint16(at, true);
const int32: Read = (view, at) => view.getInt32(at, true);

/** Numeric types of tensorflow/core/framework/types.proto, with the fields of tensor.proto that hold them. */
const numberTypes: ReadonlyMap<number, NumberType> = new Map([
  [1, { name: "float32", width: 4, list: 5, read: (view, at) => view.getFloat32(at, true) }],
  [2, { name: "float64", width: 8, list: 6, read: (view, at) => view.getFloat64(at, true) }],
  [3, { name: "int32", width: 4, list: 7, read: int32 }],
  [4, { name: "uint8", width: 1, list: 7, read: uint8 }],
  [5, { name: "int16", width: 2, list: 7, read: int16 }],
  [6, { name: "int8", width: 1, list: 7, read: int8 }],
  [9, { name: "int64", width: 8, list: 10, read: (view, at) => Number(view.getBigInt64(at, true)) }],
  [10, { name: "bool", width: 1, list: 11, read: (view, at) => Number(view.getUint8(at) !== 0) }],
  [11, { name: "qint8", width: 1, list: 7, read: int8 }],
  [12, { name: "quint8", width: 1, list: 7, read: uint8 }],
  [13, { name: "qint32", width: 4, list: 7, read: int32 }],
  [
    14,
    { name: "bfloat16", width: 2, list: 13, read: (v, at) => bfloat16(uint16(v, at)), fromBits: bfloat16 },
  ],
  [15, { name: "qint16", width: 2, list: 7, read: int16 }],
  [16, { name: "quint16", width: 2, list: 7, read: uint16 }],
  [17, { name: "uint16", width: 2, list: 7, read: uint16 }],
  [19, { name: "float16", width: 2, list: 13, read: (v, at) => half(uint16(v, at)), fromBits: half }],
  [22, { name: "uint32", width: 4, list: 16, read: (view, at) => view.getUint32(at, true) }],
  [23, { name: "uint64", width: 8, list: 17, read: (view, at) => Number(view.getBigUint64(at, true)) }],
] satisfies [number, NumberType][]);

const otherTypes: Readonly<Record<number, string>> = {
  8: "complex64",
  18: "complex128",
  20: "a resource",
  21: "a variant",
  24: "float8_e5m2",
  25: "float8_e4m3fn",
};

const stringType = 7;

/**
 * Reads a `TensorProto`.
 *
 * @throws {DatasetInvalidError} when the message is damaged
 * @see tensorflow/core/framework/tensor.proto
 */
export function decodeTfTensor(message: Uint8Array): TfTensor {
  const fields = protobufFields(message);
  const last = (number: number) => fields.findLast(({ field }) => field === number);
  const typeField = last(1);
  const type = typeField === undefined ? 0 : protobufInt(typeField);
  const shape = decodeShape(last(2));
  if (type === stringType) {
    return { shape, strings: fields.filter(({ field }) => field === 8).map(({ bytes }) => bytes) };
  }
  const numberType = numberTypes.get(type);
  if (numberType === undefined)
    return { shape, reason: `Its type, ${otherTypes[type] ?? `number ${type}`}, is not read here.` };
  const count = sizeOf(shape);
  const content = last(4)?.bytes ?? new Uint8Array(0);
  const tooMany = { shape, reason: `It holds more than ${mostNumbers} numbers.` };
  if (!(count <= mostNumbers) || content.length > mostNumbers * numberType.width) return tooMany;
  const lists = fields.filter(({ field }) => field === numberType.list);
  // A number takes a byte at least.
  if (lists.reduce((sum, { bytes }) => sum + Math.max(bytes.length, 1), 0) > mostNumbers * 10) return tooMany;
  const numbers =
    content.length > 0
      ? packedNumbers(content, numberType)
      : lists.flatMap((field) => listed(field, numberType));
  return { shape, numbers: filled(numbers, count) };
}

/** Trailing equal values are written once, zeros sometimes not at all. */
function filled(numbers: readonly number[], count: number): readonly number[] {
  if (numbers.length >= count) return numbers;
  const rest = numbers.at(-1) ?? 0;
  return [...numbers, ...Array.from({ length: count - numbers.length }, () => rest)];
}

function decodeShape(field: ProtobufField | undefined): readonly number[] {
  if (field === undefined) return [];
  return protobufFields(field.bytes)
    .filter((dimension) => dimension.field === 2)
    .map(({ bytes }) => {
      const size = protobufFields(bytes).findLast((inner) => inner.field === 1);
      // A side of 0 is not written.
      return size === undefined ? 0 : Math.max(0, protobufInt(size));
    });
}

/** The numbers of a field that lists them, packed or one at a time. */
function listed(field: ProtobufField, type: NumberType): readonly number[] {
  const isFixed = type.list === 5 || type.list === 6;
  if (isFixed) return field.wire === 2 ? packedNumbers(field.bytes, type) : [protobufFloat(field)];
  const values = field.wire === 2 ? protobufVarints(field.bytes) : [field.bits];
  const signed = type.list !== 16 && type.list !== 17;
  return values.map((bits) => {
    if (type.fromBits !== undefined) return type.fromBits(Number(BigInt.asUintN(16, bits)));
    return Number(signed ? BigInt.asIntN(64, bits) : bits);
  });
}

function packedNumbers(bytes: Uint8Array, { width, read, name }: NumberType): readonly number[] {
  if (bytes.length % width !== 0) throw invalidFile(undefined, `A list of ${name} is truncated.`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / width }, (_, i) => read(view, width * i));
}
