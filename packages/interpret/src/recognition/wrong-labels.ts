import { type Random, RunUnsupportedError } from "@ganlens/core";
import { shareOf } from "../faults/share-of.ts";

/**
 * Labels of which a share is wrong: rows drawn at random get another class, each of the others with the same chance.
 *
 * @param classes ≥ 2
 * @param share above 0 and at most 1
 * @throws {RunUnsupportedError} when there is no other class, or the share is less than one label
 */
export function withWrongLabels(
  labels: Int32Array,
  { classes, share, random }: { readonly classes: number; readonly share: number; readonly random: Random },
): Int32Array {
  if (classes < 2) {
    throw new RunUnsupportedError({
      message: `Expected at least 2 classes to give wrong labels, received ${classes}.`,
      hint: "Leave out this fault for data of one class.",
    });
  }
  const wrong = shareOf(share, labels.length, "labels");
  const rows = random.split("rows").permutation(labels.length).subarray(0, wrong);
  const steps = random.split("classes").integers(wrong, { low: 1, high: classes });
  const planted = labels.slice();
  for (const [i, row] of rows.entries()) {
    planted[row] = ((labels[row] as number) + (steps[i] as number)) % classes;
  }
  return planted;
}
