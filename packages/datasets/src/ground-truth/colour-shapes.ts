import { centredShape, type SpriteShape, spriteShapes } from "./sprite-shapes.ts";

const spikes = 5;
/** Where the notches of the star lie, and how wide the arms of the cross are, in distances of the farthest corner. */
const [notch, arm] = [0.55, 0.4];

const turned = (angle: number, distance: number): readonly [number, number] => [
  distance * Math.sin(angle),
  -distance * Math.cos(angle),
];

/** The shapes of `shapes`; all hold a disc of 0.42 about their centre of mass whole. */
export const colourShapes: readonly SpriteShape[] = [
  // The notch of a heart reaches into the disc.
  ...spriteShapes.filter(({ name }) => name !== "heart"),
  centredShape(
    "star",
    Array.from({ length: 2 * spikes }, (_, i) => turned((Math.PI * i) / spikes, i % 2 === 0 ? 1 : notch)),
  ),
  centredShape(
    "cross",
    [0, 1, 2, 3].flatMap((quarter) =>
      (
        [
          [-arm, -1],
          [arm, -1],
          [arm, -arm],
        ] as const
      ).map(([x, y]): readonly [number, number] => {
        const [cos, sin] = [
          [1, 0],
          [0, 1],
          [-1, 0],
          [0, -1],
        ][quarter] as [number, number];
        return [cos * x - sin * y, sin * x + cos * y];
      }),
    ),
  ),
  centredShape(
    "hexagon",
    Array.from({ length: 6 }, (_, i) => turned((Math.PI * i) / 3, 1)),
  ),
];
