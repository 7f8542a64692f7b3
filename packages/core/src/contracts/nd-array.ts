import { ShapeError } from "../errors/shape-error.ts";

/** The typed arrays that hold numbers. */
export type TypedArray =
  | Float32Array
  | Float64Array
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Uint16Array
  | Uint32Array;

/** A dense row-major array: `data.length` is the product of `shape`. */
export interface NdArray<T extends ArrayLike<unknown> = Float32Array> {
  readonly data: T;
  readonly shape: readonly number[];
}

/** The number of elements of a shape; 1 for a scalar's empty shape. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, side) => size * side, 1);
}

/**
 * An {@link NdArray} over existing data.
 *
 * @throws {ShapeError} when the data are not exactly as long as the shape says
 */
export function ndArray<T extends ArrayLike<unknown>>(data: T, shape: readonly number[]): NdArray<T> {
  if (data.length !== sizeOf(shape)) {
    throw new ShapeError({
      message: `Expected ${sizeOf(shape)} values for shape [${shape.join(", ")}], received ${data.length}.`,
    });
  }
  return { data, shape };
}

/**
 * Rows `start` to `end` (exclusive) along the first axis, sharing memory with the whole.
 *
 * @throws {ShapeError} when the range does not lie inside the array
 */
export function rows<T extends TypedArray>(array: NdArray<T>, start: number, end: number): NdArray<T> {
  const count = array.shape[0] ?? 0;
  if (!(start >= 0 && end >= start && end <= count)) {
    throw new ShapeError({ message: `Expected rows within 0…${count}, received ${start}…${end}.` });
  }
  const rowShape = array.shape.slice(1);
  const width = sizeOf(rowShape);
  return {
    data: array.data.subarray(start * width, end * width) as T,
    shape: [end - start, ...rowShape],
  };
}

/** Zeros in an array of the same kind; of a Buffer, whose constructor is deprecated, plain bytes. */
export function zerosLike<T extends TypedArray>(data: T, length: number): T {
  const kind = data instanceof Uint8Array ? Uint8Array : data.constructor;
  return new (kind as new (length: number) => T)(length);
}

/** The rows named by `indices`, copied in that order. */
export function takeRows<T extends TypedArray = Float32Array>(
  array: NdArray<T>,
  indices: ArrayLike<number>,
): NdArray<T> {
  const rowShape = array.shape.slice(1);
  const width = sizeOf(rowShape);
  const count = array.shape[0] ?? 0;
  const data = zerosLike(array.data, indices.length * width);
  for (let i = 0; i < indices.length; i++) {
    const index = indices[i] as number;
    if (!(index >= 0 && index < count)) {
      throw new ShapeError({ message: `Expected a row index within 0…${count - 1}, received ${index}.` });
    }
    data.set(array.data.subarray(index * width, (index + 1) * width) as never, i * width);
  }
  return { data, shape: [indices.length, ...rowShape] };
}

/** The same rows as a matrix `[rows, everything else]`, sharing memory. */
export function asMatrix<T extends ArrayLike<unknown>>(array: NdArray<T>): NdArray<T> {
  const count = array.shape[0] ?? 0;
  return { data: array.data, shape: [count, sizeOf(array.shape.slice(1))] };
}

/** Several arrays of equal row shape, one after the other along the first axis. */
export function concatRows(arrays: readonly NdArray[]): NdArray {
  const first = arrays[0];
  if (first === undefined) throw new ShapeError({ message: "Expected at least one array, received none." });
  const rowShape = first.shape.slice(1);
  const total = arrays.reduce((sum, array) => sum + (array.shape[0] ?? 0), 0);
  const data = new Float32Array(total * sizeOf(rowShape));
  let offset = 0;
  for (const array of arrays) {
    if (array.shape.slice(1).join() !== rowShape.join()) {
      throw new ShapeError({
        message: `Expected rows of shape [${rowShape.join(", ")}], received [${array.shape.slice(1).join(", ")}].`,
      });
    }
    data.set(array.data, offset);
    offset += array.data.length;
  }
  return { data, shape: [total, ...rowShape] };
}
