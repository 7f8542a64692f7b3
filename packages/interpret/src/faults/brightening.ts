import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { shareInWords } from "./share-of.ts";

/** Every value x becomes min(1, x + strength): brighter images, as strong in contrast where nothing was near white. */
export const brightening: Fault = defineFault({
  id: "brightening",
  title: (strength) => `all values raised by ${shareInWords(strength)} of white`,
  unit: "share of white",
  strengths: [0.1],
  range: "share",
  plant: ({ images }, strength) => ({
    data: images.data.map((value) => Math.min(1, value + strength)),
    shape: images.shape,
  }),
});
