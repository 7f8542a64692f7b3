/** The corners of a shape about its centre of mass, the farthest at distance 1; x to the right, y down. */
export interface SpriteShape {
  readonly name: string;
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

type Corner = readonly [x: number, y: number];

const curvePoints = 48;
const around = (point: (angle: number) => Corner): Corner[] =>
  Array.from({ length: curvePoints }, (_, i) => point((2 * Math.PI * i) / curvePoints));

/** The shapes of sprites; at rotation 0 the heart and the triangle stand upright. */
export const spriteShapes: readonly SpriteShape[] = [
  centredShape("square", [
    [-1, -1],
    [1, -1],
    [1, 1],
    [-1, 1],
  ]),
  centredShape(
    "ellipse",
    around((angle) => [Math.cos(angle), 0.6 * Math.sin(angle)]),
  ),
  centredShape(
    "heart",
    around((angle) => [
      16 * Math.sin(angle) ** 3,
      5 * Math.cos(2 * angle) + 2 * Math.cos(3 * angle) + Math.cos(4 * angle) - 13 * Math.cos(angle),
    ]),
  ),
  centredShape("triangle", [
    [0, -1],
    [Math.sqrt(3) / 2, 0.5],
    [-Math.sqrt(3) / 2, 0.5],
  ]),
];

/** Moves the centre of mass to 0 and the farthest corner to distance 1. */
export function centredShape(name: string, corners: readonly Corner[]): SpriteShape {
  let [area, momentX, momentY] = [0, 0, 0];
  for (const [i, [x, y]] of corners.entries()) {
    const [nextX, nextY] = corners[(i + 1) % corners.length] as Corner;
    const cross = x * nextY - nextX * y;
    area += cross / 2;
    momentX += (cross * (x + nextX)) / 6;
    momentY += (cross * (y + nextY)) / 6;
  }
  const moved = corners.map(([x, y]): Corner => [x - momentX / area, y - momentY / area]);
  const farthest = Math.max(...moved.map(([x, y]) => Math.hypot(x, y)));
  return { name, xs: moved.map(([x]) => x / farthest), ys: moved.map(([, y]) => y / farthest) };
}
