import type { Property } from "./property.ts";

/** The mean of the ink. Changes of others move it, too (thicker strokes, fainter ones): it is shown, and never named. */
export const inkAmount: Property = {
  id: "ink",
  name: "amount of ink",
  words: ["they have less of it", "they have more of it"],
  on: "flat background",
  visible: 0.01,
  named: false,
  of: ({ ink }) => ink.reduce((sum, value) => sum + value, 0) / ink.length,
};
