import { RunUnsupportedError, takeRows } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";

/** One class, drawn among those that occur, makes up so many times its share: images of the others are taken away at random. */
export const classOverdrawn: Fault = defineFault({
  id: "class-overdrawn",
  title: (strength) => `one class drawn ${strength} times as often`,
  unit: "times its share",
  strengths: [2, 3],
  range: "positive",
  plant({ images, labels, random }, strength, { count }) {
    const classes = [...new Set(labels)].sort((a, b) => a - b);
    const taken = classes[random.split("class").integers(1, { high: classes.length || 1 })[0] as number];
    const rows = Array.from({ length: count }, (_, row) => row);
    const members = new Set(rows.filter((row) => labels?.[row] === taken));
    const others = rows.filter((row) => !members.has(row));
    const kept = Math.round((count * (1 - (strength * members.size) / count)) / strength);
    if (labels === undefined || classes.length < 2 || strength < 1 || kept < 1) {
      throw new RunUnsupportedError({
        message: `Expected images of at least 2 classes of which one can be drawn ${strength} times as often, received ${labels === undefined ? "no labels" : `${classes.length} classes`}.`,
        hint: "Leave out this fault for data without classes, or for classes that hold most of the images.",
      });
    }
    const order = random.split("others").permutation(others.length);
    const stay = new Set(Array.from(order.subarray(0, kept), (i) => others[i]));
    return takeRows(
      images,
      rows.filter((row) => members.has(row) || stay.has(row)),
    );
  },
});
