import { RunUnsupportedError, takeRows } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";

/** Collapse: `strength` images of the set stay where they are, and every other becomes one of them, drawn evenly. */
export const fewImages: Fault = defineFault({
  id: "few-images",
  title: (strength) => (strength === 1 ? "every image the same" : `only ${strength} different images`),
  unit: "number of different images",
  strengths: [500, 60, 1],
  range: "whole",
  plant({ images, random }, strength, { count }) {
    if (count <= strength) {
      throw new RunUnsupportedError({
        message: `Expected more than ${strength} images to make all of them one of ${strength}, received ${count}.`,
        hint: "Give more images, or a smaller number of different ones.",
      });
    }
    const order = random.split("images").permutation(count);
    const drawn = random.split("draws").integers(count, { high: strength });
    const rows = new Int32Array(count);
    for (let i = 0; i < count; i++) {
      const place = order[i] as number;
      rows[place] = i < strength ? place : (order[drawn[i] as number] as number);
    }
    return takeRows(images, rows);
  },
});
