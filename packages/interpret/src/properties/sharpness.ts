import { edgeSteepness } from "./edge-steepness.ts";
import type { Property } from "./property.ts";

/** How steep edges are, whatever their length and the image's contrast: blur lowers it. */
export const sharpness: Property = {
  id: "sharpness",
  name: "sharpness",
  words: ["they are more blurred", "they are sharper"],
  on: "any background",
  visible: 0.04,
  named: true,
  of: edgeSteepness,
};
