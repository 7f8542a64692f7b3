import type { ArrangedImage } from "./arrange-images.ts";

/** Classes by name, and the class of each image as an index into them; nothing where there are no classes. */
export function classesOf(
  images: readonly ArrangedImage[],
  order?: (a: string, b: string) => number,
): { classes?: readonly string[]; labels?: readonly number[] } {
  const classes = [...new Set(images.flatMap(({ className }) => className ?? []))].sort(order);
  if (classes.length === 0) return {};
  const numbers = new Map(classes.map((name, label) => [name, label]));
  return { classes, labels: images.map(({ className = "" }) => numbers.get(className) as number) };
}

/** The split of each image; nothing where they do not come divided. */
export function splitsOf(images: readonly ArrangedImage[]): { splitNames?: readonly string[] } {
  const splitNames = images.flatMap(({ split }) => split ?? []);
  return splitNames.length === 0 ? {} : { splitNames };
}
