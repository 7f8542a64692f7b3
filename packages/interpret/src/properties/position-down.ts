import { inkMoments } from "./ink-moments.ts";
import type { Property } from "./property.ts";

/** Where the ink's centre lies from top (0) to bottom (1). */
export const positionDown: Property = {
  id: "position-down",
  name: "height of their position",
  words: ["they lie higher", "they lie lower"],
  on: "flat background",
  visible: 0.01,
  named: true,
  of: (image) => inkMoments(image).down,
};
