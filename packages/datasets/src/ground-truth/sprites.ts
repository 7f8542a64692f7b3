import { evenly } from "./factor-values.ts";
import { type Canvas, fillPolygon } from "./fill-polygon.ts";
import type { GroundTruthData, GroundTruthFactor } from "./ground-truth-data.ts";
import { groundTruthOfParts } from "./ground-truth-of-parts.ts";
import { colourOfHue, hueFactor } from "./hue.ts";
import { type GroundTruthImageOptions, imageOptions, statedSize } from "./image-options.ts";
import { placedCorners } from "./placed-corners.ts";
import { poseFactors, shapeFactor } from "./pose-factors.ts";
import { type SpriteShape, spriteShapes } from "./sprite-shapes.ts";

const factorsAt = (scale: number): readonly GroundTruthFactor[] => [
  shapeFactor(spriteShapes),
  { name: "size", kind: "ordered", size: 6, values: evenly(6, 4 * scale, 7 * scale), unit: "px" },
  ...poseFactors(6.2 * scale),
];

/**
 * White shapes on black, 28 × 28 × 1 unless told, always whole: pixels hold the exact share of them that is covered. Their one part
 * is `shape`.
 *
 * `shape` is square, ellipse, heart or triangle; `size` the distance of the farthest corner from the centre of mass, 4 to 7 px in 28;
 * `rotation` clockwise; `x` (to the right) and `y` (down) that centre's distance from the middle of the image; `hue`, of three
 * channels, the colour of the shape.
 *
 * @throws {ConfigInvalidError} for a size beyond 16…64 px, or channels other than 1 and 3
 * @see Matthey, Higgins, Hassabis, Lerchner 2017, dSprites
 */
export function sprites(options: GroundTruthImageOptions = {}): GroundTruthData {
  const { name, size: side, channels } = imageOptions("sprites", options);
  const factors = factorsAt(side / statedSize);
  return groundTruthOfParts({
    name,
    factors: channels === 1 ? factors : [...factors, hueFactor("hue")],
    size: side,
    channels,
    parts: ["shape"],
    draw(values, [canvas]) {
      const [shape, size, rotation, x, y, hue] = values as unknown as [
        number,
        number,
        number,
        number,
        number,
        number?,
      ];
      const { xs, ys } = placedCorners(spriteShapes[shape] as SpriteShape, {
        size,
        rotation,
        x: side / 2 + x,
        y: side / 2 + y,
      });
      fillPolygon(canvas as Canvas, xs, ys);
      return hue === undefined ? undefined : { ground: [0, 0, 0], parts: [colourOfHue(hue)] };
    },
  });
}
