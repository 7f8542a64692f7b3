/** Corners of a polygon, x to the right and y down. */
export interface Corners {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

/**
 * Corners about 0 enlarged by `size`, turned clockwise by `rotation` degrees, and moved to (x, y).
 */
export function placedCorners(
  { xs, ys }: Corners,
  {
    size,
    rotation,
    x,
    y,
  }: { readonly size: number; readonly rotation: number; readonly x: number; readonly y: number },
): { readonly xs: Float64Array; readonly ys: Float64Array } {
  const angle = (rotation * Math.PI) / 180;
  const [cos, sin] = [size * Math.cos(angle), size * Math.sin(angle)];
  const placed = { xs: new Float64Array(xs.length), ys: new Float64Array(xs.length) };
  for (let i = 0; i < xs.length; i++) {
    const [right, down] = [xs[i] as number, ys[i] as number];
    placed.xs[i] = x + cos * right - sin * down;
    placed.ys[i] = y + sin * right + cos * down;
  }
  return placed;
}
