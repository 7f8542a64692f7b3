import { short } from "../words/numbers.ts";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";

/** Every value x becomes x + a where row + column is even and x − a where it is odd, clipped to [0, 1]. */
export const checkerboard: Fault = defineFault({
  id: "checkerboard",
  title: (strength) => `a checkerboard of amplitude ${short(strength)}`,
  unit: "amplitude, where white is 1",
  strengths: [0.05, 0.1],
  range: "share",
  plant({ images }, strength, { width, channels, size }) {
    const data = images.data.map((value, i) => {
      const pixel = Math.floor((i % size) / channels);
      const even = (Math.floor(pixel / width) + (pixel % width)) % 2 === 0;
      return Math.min(1, Math.max(0, value + (even ? strength : -strength)));
    });
    return { data, shape: images.shape };
  },
});
