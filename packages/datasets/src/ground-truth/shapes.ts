import { colourShapes } from "./colour-shapes.ts";
import { evenly } from "./factor-values.ts";
import { type Canvas, fillPolygon } from "./fill-polygon.ts";
import type { GroundTruthData, GroundTruthFactor } from "./ground-truth-data.ts";
import { groundTruthOfParts } from "./ground-truth-of-parts.ts";
import { colourOfHue, hueFactor } from "./hue.ts";
import { type GroundTruthImageOptions, imageOptions, statedSize } from "./image-options.ts";
import { placedCorners } from "./placed-corners.ts";
import { poseFactors, shapeFactor } from "./pose-factors.ts";
import type { SpriteShape } from "./sprite-shapes.ts";

/** The ground is duller and darker, so that a shape of the same hue is still seen. */
const groundTone = { saturation: 0.6, value: 0.45 };
const discCorners = 48;
const disc = {
  xs: Float64Array.from({ length: discCorners }, (_, i) => Math.cos((2 * Math.PI * i) / discCorners)),
  ys: Float64Array.from({ length: discCorners }, (_, i) => Math.sin((2 * Math.PI * i) / discCorners)),
};

const factorsAt = (scale: number): readonly GroundTruthFactor[] => [
  shapeFactor(colourShapes),
  { name: "scale", kind: "ordered", size: 8, values: evenly(8, 5 * scale, 8 * scale), unit: "px" },
  ...poseFactors(5 * scale),
  hueFactor("hue"),
  hueFactor("ground-hue"),
  { name: "disc", kind: "ordered", size: 8, values: evenly(8, 0.15, 0.4), unit: "scales" },
];

/**
 * Coloured shapes on a coloured ground, each with a white disc in its middle, 28 × 28 × 3 unless told, always whole. Pixels mix the
 * colours by the exact areas that show; the parts are `shape` and, above it, `disc`.
 *
 * `shape` is square, ellipse, triangle, star, cross or hexagon; `scale` the distance of the farthest corner from the centre of
 * mass, 5 to 8 px in 28; `rotation` clockwise; `x` (to the right) and `y` (down) that centre's distance from the middle of the image;
 * `hue` and `ground-hue` the colours; `disc` the radius of the disc, in scales.
 *
 * @throws {ConfigInvalidError} for a size beyond 16…64 px
 * @see Burgess, Kim 2018, 3D Shapes, whose factors these follow
 */
export function shapes({ size }: Pick<GroundTruthImageOptions, "size"> = {}): GroundTruthData {
  const { size: side } = imageOptions("shapes", { size });
  return groundTruthOfParts({
    name: side === statedSize ? "shapes" : `shapes-${side}`,
    factors: factorsAt(side / statedSize),
    size: side,
    channels: 3,
    parts: ["shape", "disc"],
    draw(values, [below, above]) {
      const [shape, scale, rotation, right, down, hue, groundHue, radius] = values as unknown as number[] as [
        number,
        number,
        number,
        number,
        number,
        number,
        number,
        number,
      ];
      const [x, y] = [side / 2 + right, side / 2 + down];
      const corners = placedCorners(colourShapes[shape] as SpriteShape, { size: scale, rotation, x, y });
      fillPolygon(below as Canvas, corners.xs, corners.ys);
      const round = placedCorners(disc, { size: scale * radius, rotation: 0, x, y });
      fillPolygon(above as Canvas, round.xs, round.ys);
      return { ground: colourOfHue(groundHue, groundTone), parts: [colourOfHue(hue), [1, 1, 1]] };
    },
  });
}
