/** Points of one line of a digit, in half heights about the middle of the digit: x to the right, y down, y in [−1, 1]. */
export interface DigitLine {
  readonly xs: readonly number[];
  readonly ys: readonly number[];
}

type Point = readonly [x: number, y: number];

/** Part of an ellipse, from one angle to another in degrees; 0 is right, 90 is down. */
function arc(centre: Point, radii: Point, from: number, to: number): Point[] {
  const pieces = Math.max(2, Math.ceil(Math.abs(to - from) / 20));
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const angle = ((from + ((to - from) * i) / pieces) * Math.PI) / 180;
    return [centre[0] + radii[0] * Math.cos(angle), centre[1] + radii[1] * Math.sin(angle)];
  });
}

/** A cubic Bézier curve through its first and last control point. */
function curve(start: Point, first: Point, second: Point, end: Point): Point[] {
  const pieces = 10;
  return Array.from({ length: pieces + 1 }, (_, i) => {
    const t = i / pieces;
    const weights = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
    const along = (axis: 0 | 1) =>
      [start, first, second, end].reduce((sum, point, k) => sum + (weights[k] as number) * point[axis], 0);
    return [along(0), along(1)];
  });
}

/** Straight pieces, each in several parts so that they can bend. */
function straight(...points: readonly Point[]): Point[] {
  const parts = 6;
  return points.slice(1).flatMap((end, i) => {
    const start = points[i] as Point;
    return Array.from({ length: parts + (i === 0 ? 1 : 0) }, (_, k): Point => {
      const t = (k + (i === 0 ? 0 : 1)) / parts;
      return [start[0] + t * (end[0] - start[0]), start[1] + t * (end[1] - start[1])];
    });
  });
}

const digits: readonly (readonly Point[][])[] = [
  [arc([0, 0], [0.6, 1], -90, 270)],
  [straight([-0.35, -0.6], [0.08, -1], [0.08, 1])],
  [[...arc([0, -0.48], [0.55, 0.52], 195, 390), ...straight([0.3, 0.05], [-0.58, 1], [0.62, 1])]],
  [[...arc([-0.05, -0.52], [0.5, 0.48], 205, 445), ...arc([-0.05, 0.46], [0.6, 0.54], -85, 155)]],
  [straight([0.1, -1], [-0.6, 0.3], [0.62, 0.3]), straight([0.28, -0.45], [0.28, 1])],
  [[...straight([0.5, -1], [-0.42, -1], [-0.5, -0.08]), ...arc([-0.02, 0.36], [0.58, 0.64], 230, 510)]],
  [
    [
      ...curve([0.4, -1], [-0.15, -0.85], [-0.55, -0.25], [-0.55, 0.45]),
      ...arc([0, 0.45], [0.55, 0.55], 180, -180),
    ],
  ],
  [straight([-0.58, -1], [0.58, -1], [-0.15, 1])],
  [[...arc([0, -0.5], [0.46, 0.5], 90, -270), ...arc([0, 0.5], [0.58, 0.5], -90, 270)]],
  [
    [
      ...arc([0, -0.45], [0.52, 0.55], 0, -360),
      ...curve([0.52, -0.45], [0.52, 0.1], [0.45, 0.65], [0.15, 1]),
    ],
  ],
];

/** The lines of the digits 0 to 9. */
export const digitLines: readonly (readonly DigitLine[])[] = digits.map((lines) =>
  lines.map((points) => ({ xs: points.map(([x]) => x), ys: points.map(([, y]) => y) })),
);
