import { inkMoments } from "./ink-moments.ts";
import type { Property } from "./property.ts";

/** Where the ink's centre lies from left (0) to right (1). */
export const positionAcross: Property = {
  id: "position-across",
  name: "position",
  words: ["they lie further left", "they lie further right"],
  on: "flat background",
  visible: 0.01,
  named: true,
  of: (image) => inkMoments(image).across,
};
