import type { NdArray } from "../contracts/nd-array.ts";
import { ShapeError } from "../errors/shape-error.ts";
import { bytesOf, type DataType, type StoredData } from "./data-type.ts";
import { halfToNumber, numberToHalf } from "./half-float.ts";

/**
 * A dense row-major array as a file holds it.
 *
 * bool comes as 0 and 1 in a Uint8Array, float16 in a Float32Array, 64-bit integers as bigints, complex64 as
 * interleaved real and imaginary parts (so `data` is twice as long as `shape` says).
 */
export interface StoredArray {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly data: StoredData;
}

/**
 * Reads packed elements; `bytes` must hold whole elements.
 *
 * Typed arrays are little-endian on every platform that TensorFlow.js runs on.
 */
export function elementsFromBytes(bytes: Uint8Array, dtype: DataType, bigEndian: boolean): StoredData {
  // A copy: it is aligned, and it does not keep a large file alive behind a small array.
  const copy = new Uint8Array(bytes);
  const width = dtype === "complex64" ? 4 : bytesOf[dtype];
  if (bigEndian && width > 1) {
    for (let start = 0; start < copy.length; start += width) {
      for (let low = start, high = start + width - 1; low < high; low++, high--) {
        const byte = copy[low] as number;
        copy[low] = copy[high] as number;
        copy[high] = byte;
      }
    }
  }
  const buffer = copy.buffer;
  switch (dtype) {
    case "bool":
      return copy.map((value) => (value === 0 ? 0 : 1));
    case "uint8":
      return copy;
    case "uint16":
      return new Uint16Array(buffer);
    case "uint32":
      return new Uint32Array(buffer);
    case "uint64":
      return new BigUint64Array(buffer);
    case "int8":
      return new Int8Array(buffer);
    case "int16":
      return new Int16Array(buffer);
    case "int32":
      return new Int32Array(buffer);
    case "int64":
      return new BigInt64Array(buffer);
    case "float16":
      return Float32Array.from(new Uint16Array(buffer), halfToNumber);
    case "float32":
    case "complex64":
      return new Float32Array(buffer);
    case "float64":
      return new Float64Array(buffer);
  }
}

/** The packed little-endian bytes of an array. */
export function bytesFromElements(data: StoredData, dtype: DataType): Uint8Array {
  if (dtype === "float16") return new Uint8Array(Uint16Array.from(data as Float32Array, numberToHalf).buffer);
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/**
 * The values as float32, rounded to nearest.
 *
 * @throws {ShapeError} for complex values
 */
export function toFloat32(array: StoredArray): NdArray {
  if (array.dtype === "complex64") {
    throw new ShapeError({ message: "Expected real values, received complex64." });
  }
  const { data, shape } = array;
  if (data instanceof Float32Array) return { data, shape };
  if (data instanceof BigInt64Array || data instanceof BigUint64Array) {
    return { data: Float32Array.from(data as Iterable<bigint>, Number), shape };
  }
  return { data: Float32Array.from(data as ArrayLike<number>), shape };
}
