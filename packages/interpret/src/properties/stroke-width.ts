import type { Property } from "./property.ts";

/**
 * How wide strokes are, in pixels: 2 · area / perimeter of what holds more than half of the image's strongest ink, the perimeter
 * counted in sides of pixels; 0 where there is no ink.
 */
export const strokeWidth: Property = {
  id: "stroke-width",
  name: "stroke width",
  words: ["they are thinner", "they are thicker"],
  on: "flat background",
  visible: 0.1,
  named: true,
  of({ ink, height, width }) {
    const half = ink.reduce((most, value) => Math.max(most, value), 0) / 2;
    if (half === 0) return 0;
    const inked = (row: number, column: number): boolean =>
      row >= 0 &&
      row < height &&
      column >= 0 &&
      column < width &&
      (ink[row * width + column] as number) > half;
    let area = 0;
    let perimeter = 0;
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++) {
        if (!inked(row, column)) continue;
        area++;
        if (!inked(row - 1, column)) perimeter++;
        if (!inked(row + 1, column)) perimeter++;
        if (!inked(row, column - 1)) perimeter++;
        if (!inked(row, column + 1)) perimeter++;
      }
    }
    return (2 * area) / perimeter;
  },
};
