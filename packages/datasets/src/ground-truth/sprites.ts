import { evenly, factorValues } from "./factor-values.ts";
import { fillPolygon } from "./fill-polygon.ts";
import type { GroundTruthData, GroundTruthFactor } from "./ground-truth-data.ts";
import { sampleFactors } from "./sample-factors.ts";
import { type SpriteShape, spriteShapes } from "./sprite-shapes.ts";

const side = 28;

const factors: readonly GroundTruthFactor[] = [
  {
    name: "shape",
    kind: "class",
    size: spriteShapes.length,
    values: spriteShapes.map((_, i) => i),
    names: spriteShapes.map(({ name }) => name),
  },
  { name: "size", kind: "ordered", size: 6, values: evenly(6, 4, 7), unit: "px" },
  {
    name: "rotation",
    kind: "cyclic",
    size: 40,
    values: Array.from({ length: 40 }, (_, i) => 9 * i),
    unit: "degrees",
    period: 360,
  },
  { name: "x", kind: "ordered", size: 32, values: evenly(32, -6.2, 6.2), unit: "px" },
  { name: "y", kind: "ordered", size: 32, values: evenly(32, -6.2, 6.2), unit: "px" },
];

/**
 * White shapes on black, 28 × 28 × 1, always whole: pixels hold the exact share of them that is covered.
 *
 * `shape` is square, ellipse, heart or triangle; `size` the distance of the farthest corner from the centre of mass; `rotation`
 * clockwise; `x` (to the right) and `y` (down) that centre's distance from the middle of the image.
 *
 * @see Matthey, Higgins, Hassabis, Lerchner 2017, dSprites
 */
export function sprites(): GroundTruthData {
  return {
    name: "sprites",
    factors,
    classFactor: 0,
    imageShape: [side, side, 1],
    sampleFactors: (count, random, options) => sampleFactors(factors, count, random, options),
    renderFactors(chosen) {
      const values = factorValues(factors, chosen);
      const count = chosen.shape[0] as number;
      const data = new Float32Array(count * side * side);
      for (let i = 0; i < count; i++) {
        const [shape, size, rotation, x, y] = values.subarray(i * factors.length) as unknown as number[];
        const { xs, ys } = spriteShapes[shape as number] as SpriteShape;
        const angle = ((rotation as number) * Math.PI) / 180;
        const [cos, sin] = [(size as number) * Math.cos(angle), (size as number) * Math.sin(angle)];
        fillPolygon(
          { data, offset: i * side * side, width: side, height: side },
          xs.map((along, k) => side / 2 + (x as number) + cos * along - sin * (ys[k] as number)),
          ys.map((down, k) => side / 2 + (y as number) + sin * (xs[k] as number) + cos * down),
        );
      }
      return { data, shape: [count, side, side, 1] };
    },
  };
}
