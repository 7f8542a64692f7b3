import type { Property } from "./property.ts";

/** Amplitude of a checkerboard of single pixels: |mean of (−1)^(row + column) · pixel|, what strided layers leave behind. */
export const checkerboardStrength: Property = {
  id: "checkerboard",
  name: "checkerboard pattern",
  words: ["they have less of it", "they have more of it"],
  on: "any background",
  visible: 0.01,
  named: true,
  of({ grey, width }) {
    let sum = 0;
    for (let i = 0; i < grey.length; i++) {
      sum += ((Math.floor(i / width) + (i % width)) % 2 === 0 ? 1 : -1) * (grey[i] as number);
    }
    return Math.abs(sum) / grey.length;
  },
};
