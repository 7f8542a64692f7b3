import { type DigitLine, digitLines } from "./digit-lines.ts";
import { drawStroke } from "./draw-stroke.ts";
import { evenly, factorValues } from "./factor-values.ts";
import type { GroundTruthData, GroundTruthFactor } from "./ground-truth-data.ts";
import { sampleFactors } from "./sample-factors.ts";

const side = 28;

/**
 * Smooth fields that bend all lines, [to the right, down] at (x, y) in half heights: each is at most about 1, and moves points that
 * lie together together, so that loops stay closed.
 */
const bends: readonly ((x: number, y: number) => readonly [number, number])[] = [
  (_, y) => [Math.sin(Math.PI * y), 0],
  (_, y) => [Math.cos(Math.PI * y), 0],
  (x) => [0, Math.sin((Math.PI * x) / 1.2)],
  (x, y) => [1.6 * x * y, 0],
  (x, y) => [0, 1.6 * x * y],
  (x) => [1.6 * x, 0],
];
/** Greatest weight of a bend, in half heights. */
const greatestBend = 0.1;

const ordered = (name: string, size: number, low: number, high: number, unit: string): GroundTruthFactor => ({
  name,
  kind: "ordered",
  size,
  values: evenly(size, low, high),
  unit,
});

const factors: readonly GroundTruthFactor[] = [
  {
    name: "digit",
    kind: "class",
    size: digitLines.length,
    values: digitLines.map((_, digit) => digit),
    names: digitLines.map((_, digit) => String(digit)),
  },
  ordered("width", 21, 1.6, 3.6, "px"),
  ordered("slant", 21, -0.2, 0.5, "px to the right per px up"),
  ordered("size", 21, 6.5, 9, "px"),
  ordered("x", 21, -2, 2, "px"),
  ordered("y", 21, -2, 2, "px"),
  ...bends.map((_, i) => ordered(`bend-${i + 1}`, 21, -greatestBend, greatestBend, "half heights")),
];

/**
 * The digits 0 to 9 as white strokes on black, 28 × 28 × 1.
 *
 * `width` is the strokes' width; `slant` how far the top leans to the right; `size` half the height of the digit; `x` (to the right)
 * and `y` (down) its distance from the middle of the image; `bend-1` to `bend-6` the weights of smooth fields that bend all lines,
 * so that no two images of a digit have the same form.
 */
export function digitsStrokes(): GroundTruthData {
  return {
    name: "digits-strokes",
    factors,
    classFactor: 0,
    imageShape: [side, side, 1],
    sampleFactors: (count, random, options) => sampleFactors(factors, count, random, options),
    renderFactors(chosen) {
      const values = factorValues(factors, chosen);
      const count = chosen.shape[0] as number;
      const data = new Float32Array(count * side * side);
      for (let i = 0; i < count; i++) {
        const row = values.subarray(i * factors.length, (i + 1) * factors.length);
        for (const line of digitLines[row[0] as number] as readonly DigitLine[]) {
          const { xs, ys } = placed(line, row);
          const canvas = { data, offset: i * side * side, width: side, height: side };
          drawStroke(canvas, xs, ys, row[1] as number);
        }
      }
      return { data, shape: [count, side, side, 1] };
    },
  };
}

/** A line bent, slanted, enlarged and moved to where it stands in the image, in px. */
function placed({ xs, ys }: DigitLine, row: Float64Array): { xs: Float64Array; ys: Float64Array } {
  const [, , slant, size, shiftX, shiftY, ...weights] = row as unknown as number[];
  const placedX = new Float64Array(xs.length);
  const placedY = new Float64Array(xs.length);
  for (let i = 0; i < xs.length; i++) {
    let [x, y] = [xs[i] as number, ys[i] as number];
    const [straightX, straightY] = [x, y];
    for (const [k, bend] of bends.entries()) {
      const [right, down] = bend(straightX, straightY);
      x += (weights[k] as number) * right;
      y += (weights[k] as number) * down;
    }
    placedX[i] = side / 2 + (shiftX as number) + (size as number) * (x - (slant as number) * y);
    placedY[i] = side / 2 + (shiftY as number) + (size as number) * y;
  }
  return { xs: placedX, ys: placedY };
}
