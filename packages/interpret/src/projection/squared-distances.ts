import { type NdArray, sizeOf } from "@ganlens/core";

/**
 * Mean squared differences of all pairs of two sets of images.
 *
 * @returns row-major [first.n, second.n]
 */
export function squaredDistances(first: NdArray, second: NdArray): Float64Array {
  const [rows = 0, ...shape] = first.shape;
  const columns = second.shape[0] ?? 0;
  const width = sizeOf(shape);
  const distances = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) {
      let sum = 0;
      for (let k = 0, p = i * width, q = j * width; k < width; k++, p++, q++) {
        sum += ((first.data[p] as number) - (second.data[q] as number)) ** 2;
      }
      distances[i * columns + j] = sum / width;
    }
  }
  return distances;
}
