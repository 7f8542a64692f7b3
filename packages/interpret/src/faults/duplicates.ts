import { RunUnsupportedError, takeRows } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { shareInWords, shareOf } from "./share-of.ts";

/** A share of the images repeats another image of the set, none twice before each of the others was repeated once. */
export const duplicates: Fault = defineFault({
  id: "duplicates",
  title: (strength) => `${shareInWords(strength)} of the images repeat another one`,
  unit: "share of images",
  strengths: [0.05, 0.2],
  range: "share",
  plant({ images, random }, strength, { count }) {
    const repeats = shareOf(strength, count, "images");
    const kept = count - repeats;
    if (kept === 0) {
      throw new RunUnsupportedError({
        message: `Expected images that stay to be repeated, received ${count} of which all would be replaced.`,
        hint: "Give more images, or a smaller share.",
      });
    }
    const order = random.split("images").permutation(count);
    const rows = Int32Array.from({ length: count }, (_, row) => row);
    // Sources are taken from the end, so that a greater share repeats the same images and more.
    for (let i = 0; i < repeats; i++) {
      rows[order[i] as number] = order[count - 1 - (i % kept)] as number;
    }
    return takeRows(images, rows);
  },
});
