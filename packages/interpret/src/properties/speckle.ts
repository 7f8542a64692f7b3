import type { Property } from "./property.ts";

/**
 * Noise where an image is flat: the median over places of |a + b − c − d| / 2, for the four pixels a b c d beside each other. A
 * checkerboard cancels in it, and so does whatever fills less than half of the image.
 */
export const speckle: Property = {
  id: "speckle",
  name: "noise in flat areas",
  words: ["they have less of it", "they have more of it"],
  on: "any background",
  visible: 0.01,
  named: true,
  of({ grey, height, width }) {
    const steps: number[] = [];
    for (let row = 0; row < height; row++) {
      for (let column = 0; column + 3 < width; column++) {
        const at = row * width + column;
        const [a, b, c, d] = grey.subarray(at, at + 4) as unknown as [number, number, number, number];
        steps.push(Math.abs(a + b - c - d) / 2);
      }
    }
    if (steps.length === 0) return 0;
    return Float64Array.from(steps).sort()[Math.floor(steps.length / 2)] as number;
  },
};
