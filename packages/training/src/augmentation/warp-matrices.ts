import * as tf from "@tensorflow/tfjs";
import type { Warp } from "./warp.ts";

/** Interpolation along rows, then along columns. */
export interface WarpMatrices {
  /** `[n · height, width, width]`: of each row of the original, its pixels from those beside them. */
  readonly horizontal: tf.Tensor3D;
  /** `[n · width, height, height]`: of each column of what that gives. */
  readonly vertical: tf.Tensor3D;
}

/**
 * Every warp as two passes of linear interpolation along one axis: first I(x, v) = S((a − bc/d)·x + (b/d)·(v − down) + right, v), then
 * I(x, c·x + d·y + down). Beyond the edges stands the edge's pixel.
 *
 * @param warps with |d| not small: turns of less than 60° or so
 * @see Catmull and Smith 1980, 3-D transformations of images in scanline order
 */
export function warpMatrices(
  warps: readonly Warp[],
  { height, width }: { readonly height: number; readonly width: number },
): WarpMatrices {
  const horizontal = new Float32Array(warps.length * height * width * width);
  const vertical = new Float32Array(warps.length * width * height * height);
  const [middleX, middleY] = [(width - 1) / 2, (height - 1) / 2];
  for (const [i, { a, b, c, d, right, down }] of warps.entries()) {
    for (let row = 0; row < height; row++) {
      const start = (i * height + row) * width * width;
      const along = (b / d) * (row - middleY - down) + right;
      for (let x = 0; x < width; x++) {
        const u = (a - (b * c) / d) * (x - middleX) + along + middleX;
        interpolate(horizontal, start + x * width, { place: u, side: width });
      }
    }
    for (let column = 0; column < width; column++) {
      const start = (i * width + column) * height * height;
      for (let y = 0; y < height; y++) {
        const v = c * (column - middleX) + d * (y - middleY) + down + middleY;
        interpolate(vertical, start + y * height, { place: v, side: height });
      }
    }
  }
  return {
    horizontal: tf.tensor3d(horizontal, [warps.length * height, width, width]),
    vertical: tf.tensor3d(vertical, [warps.length * width, height, height]),
  };
}

/** Writes the shares of the two pixels beside a place to one row of a matrix. */
function interpolate(
  matrix: Float32Array,
  row: number,
  { place, side }: { readonly place: number; readonly side: number },
): void {
  const inside = Math.min(Math.max(place, 0), side - 1);
  const low = Math.min(side - 1, Math.floor(inside));
  const share = inside - low;
  matrix[row + low] = 1 - share;
  if (share > 0) matrix[row + low + 1] = share;
}
