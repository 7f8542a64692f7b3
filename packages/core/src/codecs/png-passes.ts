/** First column, first row, column step and row step of the seven passes of an interlaced image (Adam7). */
export const pngPasses = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/** Columns and rows of a pass; none where the image is too small for it. */
export function passSize(
  { width, height }: { readonly width: number; readonly height: number },
  [x, y, dx, dy]: (typeof pngPasses)[number],
): { readonly columns: number; readonly lines: number } {
  const columns = Math.max(0, Math.ceil((width - x) / dx));
  const lines = Math.max(0, Math.ceil((height - y) / dy));
  return columns === 0 || lines === 0 ? { columns: 0, lines: 0 } : { columns, lines };
}
