import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";

/** A range error: images of [0, 1] taken for images of [−1, 1], so that x becomes (x + 1) / 2 and black is grey. */
export const valueRange: Fault = defineFault({
  id: "value-range",
  title: () => "values of [0, 1] taken for [−1, 1]",
  unit: "1, as there is one such error",
  strengths: [1],
  range: "one",
  plant: ({ images }) => ({ data: images.data.map((value) => (value + 1) / 2), shape: images.shape }),
});
