import { type DigitLine, digitLines } from "./digit-lines.ts";
import { drawStroke } from "./draw-stroke.ts";
import { evenly } from "./factor-values.ts";
import type { Canvas } from "./fill-polygon.ts";
import type { GroundTruthData, GroundTruthFactor } from "./ground-truth-data.ts";
import { groundTruthOfParts } from "./ground-truth-of-parts.ts";
import { colourOfHue, hueFactor } from "./hue.ts";
import { type GroundTruthImageOptions, imageOptions, statedSize } from "./image-options.ts";

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

const mostLines = Math.max(...digitLines.map((lines) => lines.length));

const factorsAt = (scale: number): readonly GroundTruthFactor[] => [
  {
    name: "digit",
    kind: "class",
    size: digitLines.length,
    values: digitLines.map((_, digit) => digit),
    names: digitLines.map((_, digit) => String(digit)),
  },
  ordered("width", 21, 1.6 * scale, 3.6 * scale, "px"),
  ordered("slant", 21, -0.2, 0.5, "px to the right per px up"),
  ordered("size", 21, 6.5 * scale, 9 * scale, "px"),
  ordered("x", 21, -2 * scale, 2 * scale, "px"),
  ordered("y", 21, -2 * scale, 2 * scale, "px"),
  ...bends.map((_, i) => ordered(`bend-${i + 1}`, 21, -greatestBend, greatestBend, "half heights")),
];

/**
 * The digits 0 to 9 as white strokes on black, 28 × 28 × 1 unless told. Their parts are `line-1` and, of a four, `line-2`, which lies
 * above it.
 *
 * `width` is the strokes' width, 1.6 to 3.6 px in 28; `slant` how far the top leans to the right; `size` half the height of the digit;
 * `x` (to the right) and `y` (down) its distance from the middle of the image; `bend-1` to `bend-6` the weights of smooth fields that
 * bend all lines, so that no two images of a digit have the same form; `hue`, of three channels, the colour of the lines.
 *
 * @throws {ConfigInvalidError} for a size beyond 16…64 px, or channels other than 1 and 3
 */
export function digitsStrokes(options: GroundTruthImageOptions = {}): GroundTruthData {
  const { name, size, channels } = imageOptions("digits-strokes", options);
  const drawn = factorsAt(size / statedSize);
  const parts = Array.from({ length: mostLines }, (_, i) => `line-${i + 1}`);
  return groundTruthOfParts({
    name,
    factors: channels === 1 ? drawn : [...drawn, hueFactor("hue")],
    size,
    channels,
    parts,
    draw(values, canvases) {
      const row = values.subarray(0, drawn.length);
      for (const [k, line] of (digitLines[row[0] as number] as readonly DigitLine[]).entries()) {
        const { xs, ys } = placed(line, row, size);
        drawStroke(canvases[k] as Canvas, xs, ys, row[1] as number);
      }
      if (channels === 1) return undefined;
      const colour = colourOfHue(values[drawn.length] as number);
      return { ground: [0, 0, 0], parts: parts.map(() => colour) };
    },
  });
}

/** A line bent, slanted, enlarged and moved to where it stands in the image, in px. */
function placed(
  { xs, ys }: DigitLine,
  row: Float64Array,
  side: number,
): { xs: Float64Array; ys: Float64Array } {
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
