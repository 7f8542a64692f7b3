import { at, type ReferenceArray, referenceArray } from "./reference-array.ts";

/** The options of a resize. */
export interface ResizeOptions {
  readonly size: readonly [height: number, width: number];
  readonly alignCorners?: boolean;
  readonly halfPixelCenters?: boolean;
}

function sourceScale(from: number, to: number, alignCorners: boolean): number {
  return alignCorners && to > 1 ? (from - 1) / (to - 1) : from / to;
}

/** tf.image.resizeBilinear of [batch, height, width, channels]. */
export function referenceResizeBilinear(
  x: ReferenceArray,
  { size, alignCorners = false, halfPixelCenters = false }: ResizeOptions,
): ReferenceArray {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const taps = (to: number, from: number, outLength: number) => {
    const scale = sourceScale(from, outLength, alignCorners);
    const position = halfPixelCenters ? (to + 0.5) * scale - 0.5 : to * scale;
    const inside = Math.min(Math.max(position, 0), from - 1);
    const low = Math.floor(inside);
    return { low, high: Math.min(low + 1, from - 1), weight: inside - low };
  };
  return referenceArray([batch, ...size, channels], (index) => {
    const [n, p, q, c] = index as [number, number, number, number];
    const row = taps(p, height, size[0]);
    const column = taps(q, width, size[1]);
    const across = (r: number) =>
      at(x, [n, r, column.low, c]) * (1 - column.weight) + at(x, [n, r, column.high, c]) * column.weight;
    return across(row.low) * (1 - row.weight) + across(row.high) * row.weight;
  });
}

/** tf.image.resizeNearestNeighbor of [batch, height, width, channels]. */
export function referenceResizeNearest(
  x: ReferenceArray,
  { size, alignCorners = false, halfPixelCenters = false }: ResizeOptions,
): ReferenceArray {
  const [batch, height, width, channels] = x.shape as [number, number, number, number];
  const nearest = (to: number, from: number, outLength: number) => {
    const position = (halfPixelCenters ? to + 0.5 : to) * sourceScale(from, outLength, alignCorners);
    return Math.min(from - 1, alignCorners ? Math.round(position) : Math.floor(position));
  };
  return referenceArray([batch, ...size, channels], (index) => {
    const [n, p, q, c] = index as [number, number, number, number];
    return at(x, [n, nearest(p, height, size[0]), nearest(q, width, size[1]), c]);
  });
}
