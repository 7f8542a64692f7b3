/** How a reduction over leading axes looks at a tensor. */
export interface LeadingAxes {
  readonly rows: number;
  readonly columns: number;
  readonly outShape: readonly number[];
}

/**
 * Whether a reduction goes over the first axes only, or over all of them (then there is one column).
 *
 * @param axes sorted, none negative
 * @returns null when it does not, or when the tensor is empty
 */
export function leadingAxes(
  shape: readonly number[],
  axes: readonly number[],
  keepDims: boolean,
): LeadingAxes | null {
  if (axes.length === 0 || axes.some((axis, i) => axis !== i) || shape.includes(0)) return null;
  const kept = shape.slice(axes.length);
  const columns = kept.reduce((product, size) => product * size, 1);
  const rows = shape.slice(0, axes.length).reduce((product, size) => product * size, 1);
  return { rows, columns, outShape: keepDims ? [...axes.map(() => 1), ...kept] : kept };
}
