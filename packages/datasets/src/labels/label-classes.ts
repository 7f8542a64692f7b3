import { DatasetInvalidError } from "@ganlens/core";

const mostClasses = 10_000;

/** Labels as indices into the names of the classes that occur. */
export interface LabelClasses {
  readonly labels: Int32Array;
  /** The stored numbers as text, in ascending order. */
  readonly classes: readonly string[];
}

/**
 * The classes that occur among stored labels, whatever number they begin from: labels 1, 2, 3 are three classes.
 *
 * @throws {DatasetInvalidError} when a label is no whole number, or there are more than 10,000 classes
 */
export function labelClasses(stored: Iterable<number | bigint>, source: string): LabelClasses {
  const values = Array.from(stored, Number);
  const occurring = new Set(values);
  const stray = values.find((value) => !Number.isSafeInteger(value));
  if (stray !== undefined) {
    throw new DatasetInvalidError({
      message: `Expected labels of ${source} to be whole numbers, received ${stray}.`,
      hint: "Labels are numbers of classes.",
    });
  }
  if (occurring.size > mostClasses) {
    throw new DatasetInvalidError({
      message: `Expected at most ${mostClasses} classes in ${source}, found ${occurring.size}.`,
      hint: "Labels are numbers of classes.",
    });
  }
  const ascending = [...occurring].sort((a, b) => a - b);
  const index = new Map(ascending.map((value, i) => [value, i]));
  return {
    labels: Int32Array.from(values, (value) => index.get(value) as number),
    classes: ascending.map(String),
  };
}
