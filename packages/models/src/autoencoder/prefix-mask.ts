import { type NdArray, ShapeError } from "@ganlens/core";

/**
 * Masks for a nested autoencoder: row i is 1 in its first `sizes[i]` entries and 0 after them.
 *
 * @param sizes one code size per row, each in 1 … `code`
 * @param code the size of the whole code
 * @throws {ShapeError} when a size is out of range
 */
export function prefixMask(sizes: ArrayLike<number>, code: number): NdArray {
  const data = new Float32Array(sizes.length * code);
  for (let row = 0; row < sizes.length; row++) {
    const size = sizes[row] as number;
    if (!(Number.isInteger(size) && size >= 1 && size <= code)) {
      throw new ShapeError({ message: `Expected code sizes within 1…${code}, received ${size}.` });
    }
    data.fill(1, row * code, row * code + size);
  }
  return { data, shape: [sizes.length, code] };
}
