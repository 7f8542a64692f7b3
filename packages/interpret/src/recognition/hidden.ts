/** Hidden values of images, row by row. */
export interface Hidden {
  /** `[n, units]` */
  readonly data: Float64Array;
  readonly shape: readonly number[];
}

/** Some rows of hidden values. */
export function hiddenRows({ data, shape }: Hidden, chosen: ArrayLike<number>): Hidden {
  const size = shape[1] as number;
  const out = new Float64Array(chosen.length * size);
  for (let i = 0; i < chosen.length; i++) {
    const row = chosen[i] as number;
    out.set(data.subarray(row * size, (row + 1) * size), i * size);
  }
  return { data: out, shape: [chosen.length, size] };
}
