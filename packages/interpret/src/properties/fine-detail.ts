import type { Property } from "./property.ts";

/**
 * High frequencies: the root of the mean square of a + d − b − c over squares of pixels a b / c d, divided by 2. Blur, noise and
 * checkerboards move it alike: it is shown, and never named.
 */
export const fineDetail: Property = {
  id: "fine-detail",
  name: "finest detail",
  words: ["they have less of it", "they have more of it"],
  on: "any background",
  visible: 0.01,
  named: false,
  of({ grey, height, width }) {
    let sum = 0;
    let count = 0;
    for (let row = 0; row + 1 < height; row += 2) {
      for (let column = 0; column + 1 < width; column += 2) {
        const at = row * width + column;
        const cross =
          (grey[at] as number) +
          (grey[at + width + 1] as number) -
          (grey[at + 1] as number) -
          (grey[at + width] as number);
        sum += (cross / 2) ** 2;
        count++;
      }
    }
    return Math.sqrt(sum / Math.max(1, count));
  },
};
