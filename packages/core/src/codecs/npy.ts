import { sizeOf } from "../contracts/nd-array.ts";
import { ShapeError } from "../errors/shape-error.ts";
import { bytesOf, type DataType, dataTypeOf, type StoredData } from "./data-type.ts";
import { type DecodeOptions, defaultMaxBytes, invalidFile } from "./decode-options.ts";
import { parseNpyHeader } from "./npy-header.ts";
import { npyCode } from "./npy-type.ts";
import { bytesFromElements, elementsFromBytes, type StoredArray } from "./stored-array.ts";

/** A decoded `.npy` file: its values in row-major order, and how they were written. */
export interface NpyArray extends StoredArray {
  /** The type as the file names it: `<f4`, `>i8`, `|b1`. */
  readonly descr: string;
  /** True when the file stores columns first; `data` is row-major all the same. */
  readonly fortranOrder: boolean;
}

/** What {@link encodeNpy} takes: any typed array with a shape; `dtype` only for bool, float16 and complex64. */
export interface NpyInput {
  readonly data: StoredData;
  readonly shape: readonly number[];
  readonly dtype?: DataType;
}

/**
 * Reads a `.npy` file of numbers, any version, byte order and memory order; 64-bit integers come as bigints.
 *
 * @throws {DatasetInvalidError} when the bytes are not exactly what the header promises, or the type is not plain numbers
 */
export function decodeNpy(bytes: Uint8Array, options: DecodeOptions = {}): NpyArray {
  const { source, maxBytes = defaultMaxBytes } = options;
  const header = parseNpyHeader(bytes, options);
  const { dtype, shape, descr, fortranOrder } = header;
  const expected = sizeOf(shape) * bytesOf[dtype];
  const received = bytes.length - header.dataStart;
  if (expected !== received) {
    throw invalidFile(
      source,
      `Expected ${expected} bytes of values for shape (${shape.join(", ")}), received ${received}: ` +
        `the file is ${received < expected ? "truncated" : "longer than its header says"}.`,
    );
  }
  if (expected > maxBytes)
    throw invalidFile(source, `Expected at most ${maxBytes} bytes, received ${expected}.`);
  const stored = elementsFromBytes(bytes.subarray(header.dataStart), dtype, header.bigEndian);
  const width = dtype === "complex64" ? 2 : 1;
  const data = fortranOrder && shape.length > 1 ? rowMajor(stored, shape, width) : stored;
  return { dtype, shape, data, descr, fortranOrder };
}

/**
 * The bytes of a `.npy` file, version 1, little-endian and row-major: equal arrays give equal bytes.
 *
 * @throws {ShapeError} when data and shape disagree, or the data cannot stand for `dtype`
 */
export function encodeNpy({ data, shape, dtype = dataTypeOf(data) }: NpyInput): Uint8Array {
  const fits =
    dtype === "bool"
      ? data instanceof Uint8Array
      : dtype === "float16" || dtype === "complex64"
        ? data instanceof Float32Array
        : dtype === dataTypeOf(data);
  if (!fits)
    throw new ShapeError({ message: `Expected values for ${dtype}, received ${data.constructor.name}.` });
  const count = sizeOf(shape) * (dtype === "complex64" ? 2 : 1);
  if (data.length !== count) {
    throw new ShapeError({
      message: `Expected ${count} values for shape (${shape.join(", ")}), received ${data.length}.`,
    });
  }
  const order = bytesOf[dtype] === 1 ? "|" : "<";
  const sides = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const text = `{'descr': '${order}${npyCode(dtype)}', 'fortran_order': False, 'shape': (${sides}), }`;
  // Values begin at a multiple of 64; 10 bytes precede the text and a line feed ends it.
  const dataStart = Math.ceil((10 + text.length + 1) / 64) * 64;
  const values = bytesFromElements(data, dtype);
  const file = new Uint8Array(dataStart + values.length).fill(0x20, 0, dataStart);
  file.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0, (dataStart - 10) & 0xff, (dataStart - 10) >> 8]);
  file.set(new TextEncoder().encode(text), 10);
  file[dataStart - 1] = 0x0a;
  file.set(values, dataStart);
  return file;
}

function rowMajor(stored: StoredData, shape: readonly number[], width: number): StoredData {
  const result = stored.slice();
  const strides = shape.map((_, axis) => sizeOf(shape.slice(0, axis)));
  const index = shape.map(() => 0);
  let from = 0;
  for (let to = 0; to < stored.length; to += width) {
    for (let part = 0; part < width; part++) result[to + part] = stored[from * width + part] as never;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      from += strides[axis] as number;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      from -= (strides[axis] as number) * (shape[axis] as number);
      index[axis] = 0;
    }
  }
  return result;
}
