import { RunUnsupportedError, takeRows } from "@ganlens/core";
import { defineFault } from "./define-fault.ts";
import type { Fault } from "./fault.ts";
import { shareInWords, shareOf } from "./share-of.ts";

/** A share of the images of one class, drawn among those that occur, is taken away; all other images stay, in their order. */
export const classMissing: Fault = defineFault({
  id: "class-missing",
  title: (strength) =>
    strength === 1 ? "one class missing" : `${shareInWords(strength)} of one class missing`,
  unit: "share of one class taken away",
  strengths: [0.25, 0.5, 0.75, 1],
  range: "share",
  plant({ images, labels, random }, strength, { count }) {
    const classes = [...new Set(labels)].sort((a, b) => a - b);
    if (labels === undefined || classes.length < 2) {
      throw new RunUnsupportedError({
        message: `Expected images of at least 2 classes to take one away, received ${labels === undefined ? "no labels" : `${classes.length}`}.`,
        hint: "Leave out this fault for data without classes.",
      });
    }
    const taken = classes[random.split("class").integers(1, { high: classes.length })[0] as number];
    const rows = Array.from({ length: count }, (_, row) => row);
    const members = rows.filter((row) => labels[row] === taken);
    const order = random.split("members").permutation(members.length);
    const missing = shareOf(strength, members.length, "images of the class");
    const gone = new Set(Array.from(order.subarray(0, missing), (i) => members[i]));
    return takeRows(
      images,
      rows.filter((row) => !gone.has(row)),
    );
  },
});
