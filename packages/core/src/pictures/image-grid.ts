import { encodePng } from "../codecs/png.ts";
import type { NdArray } from "../contracts/nd-array.ts";
import { ShapeError } from "../errors/shape-error.ts";

/** Several images in one PNG, row by row; each tile is an image with a line of one pixel right of and below it. */
export interface ImageGridPng {
  readonly png: Uint8Array;
  readonly columns: number;
  /** Height and width of one tile, the line included. */
  readonly tileSize: readonly [number, number];
  readonly width: number;
  readonly height: number;
  /** 1 grey, 3 red, green and blue. */
  readonly channels: 1 | 3;
}

/**
 * Draws images side by side.
 *
 * @param images float32 in [0, 1], shape [n, height, width, channels] with 1 or 3 channels; values outside are clipped
 * @param columns images in a row
 */
export function imageGrid(images: NdArray, columns: number): ImageGridPng {
  const [count = 0, height = 0, width = 0, channels = 0] = images.shape;
  if (images.shape.length !== 4 || count === 0 || (channels !== 1 && channels !== 3)) {
    throw new ShapeError({
      message: `Expected images of shape [n, height, width, 1 or 3], received [${images.shape.join(", ")}].`,
    });
  }
  const rows = Math.ceil(count / columns);
  const gridWidth = columns * (width + 1);
  const gridHeight = rows * (height + 1);
  const data = new Uint8Array(gridWidth * gridHeight * channels).fill(128);
  for (let i = 0; i < count; i++) {
    const top = Math.floor(i / columns) * (height + 1);
    const left = (i % columns) * (width + 1);
    for (let y = 0; y < height; y++) {
      const from = (i * height + y) * width * channels;
      const to = ((top + y) * gridWidth + left) * channels;
      for (let k = 0; k < width * channels; k++) {
        data[to + k] = Math.round(255 * Math.min(1, Math.max(0, images.data[from + k] as number)));
      }
    }
  }
  const png = encodePng({ width: gridWidth, height: gridHeight, channels, data });
  return { png, columns, tileSize: [height + 1, width + 1], width: gridWidth, height: gridHeight, channels };
}
