import type { Canvas } from "./fill-polygon.ts";

/**
 * Draws a line of straight pieces with round ends and joints: a pixel whose centre lies at distance d from the line gets
 * clamp(1/2 + width / 2 − d, 0, min(1, width)), or stays as it is where it is brighter. For a straight edge along the pixels that is the
 * exact share of it that is covered.
 *
 * @param xs, ys the points of the line in pixels, x to the right and y down; pixel (0, 0) has its centre at (0.5, 0.5)
 */
export function drawStroke(
  { data, offset, width, height }: Canvas,
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  strokeWidth: number,
): void {
  const reach = strokeWidth / 2 + 0.5;
  const most = Math.min(1, strokeWidth);
  for (let i = 0; i + 1 < xs.length; i++) {
    const [startX, startY] = [xs[i] as number, ys[i] as number];
    const [alongX, alongY] = [(xs[i + 1] as number) - startX, (ys[i + 1] as number) - startY];
    const squared = alongX * alongX + alongY * alongY;
    const left = Math.max(0, Math.floor(startX + Math.min(0, alongX) - reach));
    const right = Math.min(width, Math.ceil(startX + Math.max(0, alongX) + reach));
    const top = Math.max(0, Math.floor(startY + Math.min(0, alongY) - reach));
    const bottom = Math.min(height, Math.ceil(startY + Math.max(0, alongY) + reach));
    for (let row = top; row < bottom; row++) {
      const fromStartY = row + 0.5 - startY;
      for (let column = left; column < right; column++) {
        const fromStartX = column + 0.5 - startX;
        const along = squared === 0 ? 0 : (fromStartX * alongX + fromStartY * alongY) / squared;
        const nearest = Math.min(1, Math.max(0, along));
        const awayX = fromStartX - nearest * alongX;
        const awayY = fromStartY - nearest * alongY;
        const covered = Math.min(most, reach - Math.sqrt(awayX * awayX + awayY * awayY));
        const at = offset + row * width + column;
        if (covered > (data[at] as number)) data[at] = covered;
      }
    }
  }
}
