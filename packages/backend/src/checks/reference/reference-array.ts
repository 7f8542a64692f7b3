/** An array of float64 for reference arithmetic, row-major. */
export interface ReferenceArray {
  readonly shape: readonly number[];
  readonly data: Float64Array;
}

/** An array whose element at each index is computed. */
export function referenceArray(
  shape: readonly number[],
  element: (index: readonly number[]) => number,
): ReferenceArray {
  const size = shape.reduce((product, length) => product * length, 1);
  const data = new Float64Array(size);
  const index = shape.map(() => 0);
  for (let flat = 0; flat < size; flat++) {
    data[flat] = element(index);
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      index[axis] = (index[axis] as number) + 1;
      if ((index[axis] as number) < (shape[axis] as number)) break;
      index[axis] = 0;
    }
  }
  return { shape, data };
}

/** The element at an index. */
export function at(x: ReferenceArray, index: readonly number[]): number {
  let flat = 0;
  for (let axis = 0; axis < x.shape.length; axis++) {
    flat = flat * (x.shape[axis] as number) + (index[axis] as number);
  }
  return x.data[flat] as number;
}

/** Elements picked from x by index: 0 where `source` gives null. */
export function select(
  x: ReferenceArray,
  shape: readonly number[],
  source: (index: readonly number[]) => readonly number[] | null,
): ReferenceArray {
  return referenceArray(shape, (index) => {
    const from = source(index);
    return from === null ? 0 : at(x, from);
  });
}

/** A function of every element. */
export function mapElements(x: ReferenceArray, f: (value: number) => number): ReferenceArray {
  return { shape: x.shape, data: x.data.map(f) };
}

/** The vectors along the last axis, each replaced by another of the same length. */
export function mapRows(x: ReferenceArray, f: (row: Float64Array) => ArrayLike<number>): ReferenceArray {
  const length = x.shape.at(-1) as number;
  const data = new Float64Array(x.data.length);
  for (let start = 0; start < data.length; start += length) {
    data.set(f(x.data.subarray(start, start + length)), start);
  }
  return { shape: x.shape, data };
}
