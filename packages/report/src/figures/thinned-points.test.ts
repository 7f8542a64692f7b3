import { expect, it } from "vitest";
import { thinnedPoints } from "./thinned-points.ts";

it("keeps the extremes and the order", () => {
  const points = Array.from({ length: 10_000 }, (_, x) => ({
    x,
    y: x === 4321 ? 50 : x === 77 ? -50 : Math.sin(x),
  }));
  const kept = thinnedPoints(points, 600);
  expect(kept.length).toBeLessThanOrEqual(600);
  expect(kept).toContain(points[4321]);
  expect(kept).toContain(points[77]);
  expect(kept.map((point) => point.x)).toEqual(kept.map((point) => point.x).sort((a, b) => a - b));
  expect(thinnedPoints(points.slice(0, 10))).toHaveLength(10);
});
