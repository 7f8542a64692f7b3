/** How a resize maps places of the result to places of the image. */
export interface Interpolation {
  readonly method: "bilinear" | "nearest";
  readonly alignCorners: boolean;
  readonly halfPixelCenters: boolean;
}

/**
 * The transpose of a resize along one axis: `matrix[i · to + o]` is the weight of image element i in result element o.
 *
 * @param from elements of the image
 * @param to elements of the result
 */
export function interpolationMatrix(
  from: number,
  to: number,
  { method, alignCorners, halfPixelCenters }: Interpolation,
): Float32Array {
  const matrix = new Float32Array(from * to);
  const scale = alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
  const add = (i: number, o: number, weight: number) => {
    matrix[i * to + o] = (matrix[i * to + o] as number) + weight;
  };
  for (let o = 0; o < to; o++) {
    if (method === "nearest") {
      const place = (halfPixelCenters ? o + 0.5 : o) * scale;
      add(Math.min(from - 1, alignCorners ? Math.round(place) : Math.floor(place)), o, 1);
      continue;
    }
    const place = halfPixelCenters ? (o + 0.5) * scale - 0.5 : o * scale;
    const inside = Math.min(Math.max(place, 0), from - 1);
    const low = Math.floor(inside);
    add(low, o, 1 - (inside - low));
    if (inside > low) add(low + 1, o, inside - low);
  }
  return matrix;
}
