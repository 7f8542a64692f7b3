/** Classes of CIFAR-10 in the order of their numbers, as batches.meta.txt lists them. */
export const cifar10Names: readonly string[] = [
  "airplane",
  "automobile",
  "bird",
  "cat",
  "deer",
  "dog",
  "frog",
  "horse",
  "ship",
  "truck",
];

/** Names from a file of them, one a line; undefined when they are not `count` different ones. */
export function namesOf(text: string, count: number): readonly string[] | undefined {
  const names = text.split(/\r?\n/).flatMap((line) => line.trim() || []);
  const sound = names.length === count && new Set(names).size === count;
  return sound && names.every((name) => name.length <= 100) ? names : undefined;
}
