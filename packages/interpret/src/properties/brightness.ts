import type { Property } from "./property.ts";

/** The mean of all pixels, of images that are no ink on a flat background. */
export const brightness: Property = {
  id: "brightness",
  name: "brightness",
  words: ["they are darker", "they are brighter"],
  on: "no flat background",
  visible: 0.02,
  named: true,
  of: ({ grey }) => grey.reduce((sum, value) => sum + value, 0) / grey.length,
};
