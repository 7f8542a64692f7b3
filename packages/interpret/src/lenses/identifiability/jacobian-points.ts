import type { Effort } from "@ganlens/core";

/** Images that the Jacobians of an effort may take, two for each noise input of a point; and the most points. */
const budget: Readonly<Record<Effort, { readonly images: number; readonly points: number }>> = {
  glance: { images: 2 ** 13, points: 128 },
  quick: { images: 2 ** 15, points: 512 },
  normal: { images: 2 ** 17, points: 2048 },
};

/** With fewer, one image that changes much decides. */
const leastPoints = 48;

/** Points over which the mean of JᵀJ is taken for d noise inputs: at `quick` 256 for 64 of them. */
export function jacobianPoints(d: number, effort: Effort): number {
  const { images, points } = budget[effort];
  return Math.max(leastPoints, Math.min(points, Math.floor(images / (2 * d))));
}
