import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { shareInWords } from "./share-of.ts";

/** Every value x becomes (1 − strength) · x: fainter images. */
export const fading: Fault = defineFault({
  id: "fading",
  title: (strength) => `all values lowered by ${shareInWords(strength)}`,
  unit: "share of every value",
  strengths: [0.2],
  range: "share",
  plant: ({ images }, strength) => ({
    data: images.data.map((value) => (1 - strength) * value),
    shape: images.shape,
  }),
});
