import { ConfigInvalidError, DatasetInvalidError, ShapeError } from "@ganlens/core";

/**
 * Refuses labels that are not one class in [0, classes) per row, or that leave a class out.
 *
 * @throws {ShapeError} when there are not n labels
 * @throws {ConfigInvalidError} when classes is not an integer ≥ 2
 * @throws {DatasetInvalidError} when a label is out of range, or a class does not occur
 */
export function checkClassLabels(
  labels: ArrayLike<number>,
  { n, classes, where }: { readonly n: number; readonly classes: number; readonly where: string },
): void {
  if (!Number.isInteger(classes) || classes < 2) {
    throw new ConfigInvalidError({ message: `${where}: expected at least 2 classes, received ${classes}.` });
  }
  if (labels.length !== n) {
    throw new ShapeError({ message: `${where}: expected ${n} labels, received ${labels.length}.` });
  }
  const seen = new Uint8Array(classes);
  for (let i = 0; i < n; i++) {
    const label = labels[i] as number;
    if (!Number.isInteger(label) || label < 0 || label >= classes) {
      throw new DatasetInvalidError({
        message: `${where}: expected labels in 0…${classes - 1}, received ${label} at ${i}.`,
      });
    }
    seen[label] = 1;
  }
  const missing = seen.indexOf(0);
  if (missing >= 0) {
    throw new DatasetInvalidError({
      message: `${where}: expected rows of all ${classes} classes, received none of class ${missing}.`,
      hint: "Number the classes that occur from 0 without gaps.",
    });
  }
}
