import { RunUnsupportedError } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { rowOf } from "./replacing-fault.ts";
import { directions, shiftImage } from "./shifted-image.ts";

/** All images moved by `strength` pixels in one direction that is drawn: up, down, left or right; the edge is repeated. */
export const shift: Fault = defineFault({
  id: "shift",
  title: (strength) => `a shift by ${strength} px`,
  unit: "distance in px",
  strengths: [1, 2],
  range: "whole",
  plant({ images, random }, strength, layout) {
    const { count, size, height, width } = layout;
    if (strength >= Math.min(height, width)) {
      throw new RunUnsupportedError({
        message: `Expected images larger than a shift by ${strength} px, received ${height} × ${width}.`,
        hint: "Shift by fewer pixels.",
      });
    }
    const way = random.integers(1, { high: directions.length })[0] as number;
    const [down, right] = directions[way] as readonly [number, number];
    const data = new Float32Array(images.data.length);
    for (let i = 0; i < count; i++) {
      shiftImage(rowOf(data, i, size), rowOf(images.data, i, size), layout, [
        strength * down,
        strength * right,
      ]);
    }
    return { data, shape: images.shape };
  },
});
