import type { Property } from "./property.ts";

/** The mean of all pixels. Shown, and never named: most changes of an image move it. */
export const brightness: Property = {
  id: "brightness",
  name: "brightness",
  words: ["they are darker", "they are brighter"],
  ofInk: false,
  visible: 0.02,
  named: false,
  of: ({ grey }) => grey.reduce((sum, value) => sum + value, 0) / grey.length,
};
