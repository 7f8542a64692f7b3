import type { Property } from "./property.ts";

/** From the darkest to the brightest: the 99 % quantile of pixels minus the 1 % quantile. */
export const contrast: Property = {
  id: "contrast",
  name: "contrast",
  words: ["they are fainter", "they are stronger"],
  on: "any background",
  visible: 0.05,
  named: true,
  of({ grey }) {
    const sorted = grey.toSorted();
    const at = (share: number): number => sorted[Math.round(share * (sorted.length - 1))] as number;
    return at(0.99) - at(0.01);
  },
};
