import { inkMoments } from "./ink-moments.ts";
import type { Property } from "./property.ts";

/** How far strokes lean to the right from bottom to top: − covariance of row and column / variance of the row, the tangent of the angle. */
export const slant: Property = {
  id: "slant",
  name: "slant",
  words: ["they lean further left", "they lean further right"],
  on: "flat background",
  visible: 0.02,
  named: true,
  of(image) {
    const { downSquared, both } = inkMoments(image);
    return downSquared > 1e-6 ? -both / downSquared : 0;
  },
};
