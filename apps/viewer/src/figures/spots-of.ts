import type { FigurePoint } from "./figure-points.ts";
import type { Spot } from "./nearest-point.ts";

/** Where the numbers of a figure lie on its drawing: the scales that Plot leaves on what it has drawn. */
interface Drawn extends SVGSVGElement {
  readonly scale?: (name: "x" | "y") => { readonly apply: (value: number) => number } | undefined;
}

/** The points that the drawing shows, and where, from left to right. */
export function spotsOf(
  svg: Drawn,
  points: readonly FigurePoint[],
): { readonly spots: readonly Spot[]; readonly readable: readonly FigurePoint[] } {
  const [x, y] = [svg.scale?.("x"), svg.scale?.("y")];
  if (x === undefined || y === undefined) return { spots: [], readable: [] };
  const placed = points
    .map((point) => ({ point, spot: { left: x.apply(point.x), top: y.apply(point.y) } }))
    .filter(({ spot }) => Number.isFinite(spot.left) && Number.isFinite(spot.top))
    .sort((one, other) => one.spot.left - other.spot.left);
  return { spots: placed.map(({ spot }) => spot), readable: placed.map(({ point }) => point) };
}
