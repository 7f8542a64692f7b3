/** A grey image to draw in: `height` rows of `width` values from `offset`. */
export interface Canvas {
  readonly data: Float32Array;
  readonly offset: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Writes the exact share of each pixel that a polygon covers; pixel (column, row) is the square from (column, row) to
 * (column + 1, row + 1). The polygon must not cross itself; what lies outside the image is cut off.
 *
 * Each edge adds, in the rows that it crosses, the area to its right; summed along a row the areas are the coverage.
 *
 * @param xs, ys the corners in order, in pixels, x to the right and y down
 * @see Levien 2016, font-rs
 */
export function fillPolygon(canvas: Canvas, xs: ArrayLike<number>, ys: ArrayLike<number>): void {
  const { data, offset, width, height } = canvas;
  const areas = new Float64Array(width * height);
  for (let i = 0; i < xs.length; i++) {
    const next = i + 1 === xs.length ? 0 : i + 1;
    const [x, y, nextX, nextY] = [xs[i], ys[i], xs[next], ys[next]] as [number, number, number, number];
    if (y < nextY) addEdge(areas, canvas, { x, y, slope: (nextX - x) / (nextY - y), bottom: nextY, sign: 1 });
    if (y > nextY)
      addEdge(areas, canvas, { x: nextX, y: nextY, slope: (nextX - x) / (nextY - y), bottom: y, sign: -1 });
  }
  for (let row = 0; row < height; row++) {
    let covered = 0;
    for (let at = row * width; at < (row + 1) * width; at++) {
      covered += areas[at] as number;
      data[offset + at] = Math.min(1, Math.abs(covered));
    }
  }
}

/** An edge from its upper end (x, y) down to `bottom`. */
interface Edge {
  readonly x: number;
  readonly y: number;
  /** px to the right per px down. */
  readonly slope: number;
  readonly bottom: number;
  /** 1 where the outline goes down here, −1 where it goes up. */
  readonly sign: number;
}

function addEdge(areas: Float64Array, { width, height }: Canvas, { x, y, slope, bottom, sign }: Edge): void {
  for (let row = Math.max(0, Math.floor(y)); row < Math.min(height, bottom); row++) {
    const from = Math.max(row, y);
    const to = Math.min(row + 1, bottom);
    const one = x + (from - y) * slope;
    const other = x + (to - y) * slope;
    const left = Math.min(one, other);
    const right = Math.max(one, other);
    let before = 0;
    // Along a row the areas to the right of the edge grow to the whole; their differences are kept.
    for (let column = Math.max(0, Math.floor(left)); column < width; column++) {
      const within = areaRightOf(left, right, column);
      const at = row * width + column;
      areas[at] = (areas[at] as number) + sign * (to - from) * (within - before);
      if (within === 1) break;
      before = within;
    }
  }
}

/** The mean over an edge from `left` to `right` of the share of pixel `column` that lies to the right of it. */
function areaRightOf(left: number, right: number, column: number): number {
  if (right <= column) return 1;
  if (right - left < 1e-12) return Math.min(1, Math.max(0, column + 1 - left));
  // ∫ clamp(column + 1 − x, 0, 1) over x in [left, right], divided by its length.
  const from = Math.max(left, column);
  const to = Math.min(right, column + 1);
  const whole = Math.max(0, column - left);
  const part = to > from ? ((column + 1 - from) ** 2 - (column + 1 - to) ** 2) / 2 : 0;
  return (whole + part) / (right - left);
}
