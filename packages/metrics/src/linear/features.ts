import { asMatrix, ConfigInvalidError, DatasetInvalidError, type NdArray, ShapeError } from "@ganlens/core";

/** One row per sample, `[n, d]`; further axes (images `[n, height, width, channels]`) are flattened into d. */
export type Features = NdArray<Float32Array> | NdArray<Float64Array>;

/** A dense row-major matrix in float64, `[rows, columns]`. */
export type Matrix = NdArray<Float64Array>;

/** {@link Features} that were checked: finite, not empty, `data.length = n · d`. */
export interface CheckedFeatures {
  readonly data: Float32Array | Float64Array;
  readonly n: number;
  readonly d: number;
}

/**
 * Refuses what would turn into a silent NaN: wrong rank or length, no columns, too few rows, NaN, infinity.
 *
 * @param where the caller and the argument, for the message: `"frechetMoments: features"`
 * @throws {ShapeError} when the array is not `[n, d]` or longer, or its data do not fit its shape
 * @throws {DatasetInvalidError} when there are fewer than `minimumRows` rows, or a value is not finite
 */
export function checkFeatures(
  features: Features,
  { where, minimumRows = 1 }: { where: string; minimumRows?: number },
): CheckedFeatures {
  checkArray(features, where);
  if (features.shape.length < 2) {
    throw new ShapeError({
      message: `${where}: expected an array of shape [n, d], received [${features.shape.join(", ")}].`,
      hint: "Give one row per sample; a single column has shape [n, 1].",
    });
  }
  const { data, shape } = asMatrix<Float32Array | Float64Array>(features);
  const [n, d] = shape as readonly [number, number];
  if (data.length !== n * d) {
    throw new ShapeError({
      message: `${where}: expected ${n * d} values for shape [${n}, ${d}], received ${data.length}.`,
    });
  }
  if (d < 1 || n < minimumRows) {
    throw new DatasetInvalidError({
      message: `${where}: expected at least ${minimumRows} rows of at least 1 column, received [${n}, ${d}].`,
    });
  }
  checkFinite(data, where, d);
  return { data, n, d };
}

/**
 * Refuses what is no array with a shape at all, as it comes from untyped callers: lists of lists, plain lists of data, nothing.
 *
 * @param where the caller and the argument, for the message
 * @throws {ShapeError} when `data` is not a typed array of numbers or `shape` not a list of integers ≥ 0
 */
export function checkArray(array: unknown, where: string): void {
  const given =
    typeof array === "object" && array !== null ? (array as Partial<NdArray<ArrayLike<unknown>>>) : {};
  const shaped =
    Array.isArray(given.shape) && given.shape.every((side) => Number.isInteger(side) && side >= 0);
  if (shaped && isNumbers(given.data)) return;
  throw new ShapeError({
    message: `${where}: expected { data, shape } with a typed array of numbers and a list of integers ≥ 0, received ${nameOf(array)}.`,
    hint: "Write rows one after the other: [[1, 2], [3, 4]] is { data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] }.",
  });
}

function isNumbers(data: unknown): boolean {
  return (
    ArrayBuffer.isView(data) &&
    !(data instanceof DataView || data instanceof BigInt64Array || data instanceof BigUint64Array)
  );
}

function nameOf(value: unknown): string {
  if (Array.isArray(value)) return `a list of ${value.length}${Array.isArray(value[0]) ? " lists" : ""}`;
  if (typeof value !== "object" || value === null) return String(value);
  const { data, shape } = value as Partial<NdArray<ArrayLike<unknown>>>;
  if (data === undefined) return `${value.constructor?.name ?? "an object"} without data`;
  if (!isNumbers(data)) return `data that are ${Array.isArray(data) ? "a plain list" : typeof data}`;
  return `the shape ${Array.isArray(shape) ? `[${shape.join(", ")}]` : String(shape)}`;
}

/**
 * Refuses NaN and infinities, naming the first place.
 *
 * @throws {DatasetInvalidError} when a value is not finite
 */
export function checkFinite(values: ArrayLike<number>, where: string, columns = 1): void {
  if (allFinite(values)) return;
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i])) {
      const place = columns === 1 ? `at ${i}` : `in row ${Math.floor(i / columns)}, column ${i % columns}`;
      throw new DatasetInvalidError({
        message: `${where}: expected finite numbers, received ${values[i]} ${place}.`,
      });
    }
  }
}

/** x − x is 0 for finite numbers and NaN for all else; four sums do not wait for each other. */
function allFinite(values: ArrayLike<number>): boolean {
  const n = values.length;
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  let i = 0;
  for (; i + 3 < n; i += 4) {
    const v0 = values[i] as number;
    const v1 = values[i + 1] as number;
    const v2 = values[i + 2] as number;
    const v3 = values[i + 3] as number;
    s0 += v0 - v0;
    s1 += v1 - v1;
    s2 += v2 - v2;
    s3 += v3 - v3;
  }
  for (; i < n; i++) s0 += (values[i] as number) - (values[i] as number);
  return s0 + s1 + s2 + s3 === 0;
}

/**
 * Two sets of features that must agree in both sides, row by row.
 *
 * @throws {ShapeError} when n or d differ
 */
export function checkSameSize(first: CheckedFeatures, second: CheckedFeatures, where: string): void {
  if (first.n !== second.n || first.d !== second.d) {
    throw new ShapeError({
      message: `${where}: expected two arrays of the same shape, received [${first.n}, ${first.d}] and [${second.n}, ${second.d}].`,
    });
  }
}

/**
 * A square matrix that is symmetric up to rounding.
 *
 * @returns its side
 * @throws {ShapeError} when it is not square or empty
 * @throws {DatasetInvalidError} when it is not finite
 * @throws {ConfigInvalidError} when |aᵢⱼ − aⱼᵢ| exceeds 1e-6 of the largest entry
 */
export function checkSymmetric(matrix: Features, where: string): number {
  checkArray(matrix, where);
  const [rows, columns] = matrix.shape;
  if (matrix.shape.length !== 2 || rows !== columns || !rows || matrix.data.length !== rows * rows) {
    throw new ShapeError({
      message: `${where}: expected a square matrix, received shape [${matrix.shape.join(", ")}] with ${matrix.data.length} values.`,
    });
  }
  checkFinite(matrix.data, where, rows);
  let largest = 0;
  let gap = 0;
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j <= i; j++) {
      const value = matrix.data[i * rows + j] as number;
      largest = Math.max(largest, Math.abs(value));
      gap = Math.max(gap, Math.abs(value - (matrix.data[j * rows + i] as number)));
    }
  }
  if (gap > 1e-6 * largest) {
    throw new ConfigInvalidError({
      message: `${where}: expected a symmetric matrix, received entries that differ by ${gap} across the diagonal.`,
    });
  }
  return rows;
}
