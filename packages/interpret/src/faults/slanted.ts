import { short } from "../words/numbers.ts";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { rowOf } from "./replacing-fault.ts";

/** Every row is moved to the right by `strength` times its height above the middle, to whole pixels; the edge is repeated. */
export const slanted: Fault = defineFault({
  id: "slanted",
  title: (strength) => `a slant of ${short(strength)} to the right`,
  unit: "tangent of the angle",
  strengths: [0.2, 0.3],
  range: "positive",
  plant({ images }, strength, { count, height, width, channels, size }) {
    const data = new Float32Array(images.data.length);
    for (let i = 0; i < count; i++) {
      const [source, target] = [rowOf(images.data, i, size), rowOf(data, i, size)];
      for (let row = 0; row < height; row++) {
        const right = Math.round(strength * ((height - 1) / 2 - row));
        for (let column = 0; column < width; column++) {
          const from = Math.min(width - 1, Math.max(0, column - right));
          for (let channel = 0; channel < channels; channel++) {
            target[(row * width + column) * channels + channel] = source[
              (row * width + from) * channels + channel
            ] as number;
          }
        }
      }
    }
    return { data, shape: images.shape };
  },
});
