import { evenly } from "./factor-values.ts";
import type { GroundTruthFactor } from "./ground-truth-data.ts";
import type { SpriteShape } from "./sprite-shapes.ts";

/** The factor that says which of several shapes is drawn. */
export function shapeFactor(shapes: readonly SpriteShape[]): GroundTruthFactor {
  return {
    name: "shape",
    kind: "class",
    size: shapes.length,
    values: shapes.map((_, i) => i),
    names: shapes.map(({ name }) => name),
  };
}

/**
 * The factors that say how a shape lies: `rotation` clockwise in steps of 9°, `x` (to the right) and `y` (down) from the middle.
 *
 * @param reach the farthest place to each side, in px
 */
export function poseFactors(reach: number): readonly GroundTruthFactor[] {
  const place = { kind: "ordered", size: 32, values: evenly(32, -reach, reach), unit: "px" } as const;
  return [
    {
      name: "rotation",
      kind: "cyclic",
      size: 40,
      values: Array.from({ length: 40 }, (_, i) => 9 * i),
      unit: "degrees",
      period: 360,
    },
    { name: "x", ...place },
    { name: "y", ...place },
  ];
}
