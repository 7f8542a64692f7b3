import { RunUnsupportedError, takeRows } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { rowOf } from "./replacing-fault.ts";
import { shareInWords, shareOf } from "./share-of.ts";

/** The images that are most like one of them, drawn at random, are taken away with it; all others stay, in their order. */
export const kindMissing: Fault = defineFault({
  id: "kind-missing",
  title: (strength) => `the ${shareInWords(strength)} of images missing that are most like one of them`,
  unit: "share of images",
  strengths: [0.05, 0.1, 0.2, 0.4],
  range: "share",
  plant({ images, random }, strength, { count, size }) {
    const missing = shareOf(strength, count, "images");
    if (missing === count) {
      throw new RunUnsupportedError({
        message: `Expected images that stay, received a share that takes all ${count}.`,
        hint: "Give a smaller share.",
      });
    }
    const chosen = random.split("image").integers(1, { high: count })[0] as number;
    const centre = rowOf(images.data, chosen, size);
    const distances = Float64Array.from({ length: count }, (_, row) =>
      rowOf(images.data, row, size).reduce((sum, value, i) => sum + (value - (centre[i] as number)) ** 2, 0),
    );
    const order = Array.from({ length: count }, (_, row) => row).sort(
      (a, b) => (distances[a] as number) - (distances[b] as number) || a - b,
    );
    const gone = new Set(order.slice(0, missing));
    return takeRows(
      images,
      Array.from({ length: count }, (_, row) => row).filter((row) => !gone.has(row)),
    );
  },
});
