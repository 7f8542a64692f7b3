import { unzlibSync } from "fflate";
import type { PngHeader } from "./png-chunks.ts";
import { passSize, pngPasses } from "./png-passes.ts";

/**
 * One value per pixel of an interlaced image of less than 8 bits per pixel, which fast-png does not read.
 *
 * @param packed the image's compressed data, known to inflate to `bytes`
 * @returns `[height · width]`, in 0…2^depth − 1
 * @throws {Error} when a line's filter is unknown
 * @see https://www.w3.org/TR/png-3, sections 8 and 9
 */
export function interlacedLevels(header: PngHeader, packed: Uint8Array, bytes: number): Uint8Array {
  const { width, height, depth } = header;
  const raw = unzlibSync(packed, { out: new Uint8Array(bytes) });
  const levels = new Uint8Array(width * height);
  const mask = 2 ** depth - 1;
  let at = 0;
  for (const pass of pngPasses) {
    const { columns, lines } = passSize(header, pass);
    const [left, top, dx, dy] = pass;
    const lineBytes = Math.ceil((columns * depth) / 8);
    let above: Uint8Array = new Uint8Array(lineBytes);
    for (let line = 0; line < lines; line++) {
      const values = raw.subarray(at + 1, at + 1 + lineBytes);
      restoreLine(raw[at] as number, values, above);
      for (let column = 0; column < columns; column++) {
        const bit = column * depth;
        const level = ((values[bit >> 3] as number) >> (8 - depth - (bit & 7))) & mask;
        levels[(top + line * dy) * width + left + column * dx] = level;
      }
      above = values;
      at += 1 + lineBytes;
    }
  }
  return levels;
}

/** Takes a line's filter off, in place; below 8 bits its neighbour to the left is the byte before. */
function restoreLine(filter: number, line: Uint8Array, above: Uint8Array): void {
  if (filter > 4) throw new Error(`unknown filter ${filter}`);
  let [left, corner] = [0, 0];
  for (let i = 0; i < line.length; i++) {
    const up = above[i] as number;
    // Storing in a Uint8Array takes the sum modulo 256.
    line[i] = (line[i] as number) + predicted(filter, left, up, corner);
    left = line[i] as number;
    corner = up;
  }
}

function predicted(filter: number, left: number, up: number, corner: number): number {
  if (filter === 0) return 0;
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  const guess = left + up - corner;
  const [byLeft, byUp, byCorner] = [left, up, corner].map((value) => Math.abs(guess - value)) as [
    number,
    number,
    number,
  ];
  if (byLeft <= byUp && byLeft <= byCorner) return left;
  return byUp <= byCorner ? up : corner;
}
