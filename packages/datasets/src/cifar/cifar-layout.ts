/** Pixels of one record: 32 × 32, all of red, all of green, all of blue. */
export const cifarPixels = 3072;

export const cifarSide = 32;

/** The two kinds of records: label bytes, then {@link cifarPixels}. */
export interface CifarLayout {
  readonly name: "CIFAR-10" | "CIFAR-100";
  readonly labelBytes: 1 | 2;
  readonly recordBytes: number;
  /** How many values each label byte takes. */
  readonly classes: readonly number[];
}

/** @see https://www.cs.toronto.edu/~kriz/cifar.html, "binary version" */
export const cifar10: CifarLayout = {
  name: "CIFAR-10",
  labelBytes: 1,
  recordBytes: 1 + cifarPixels,
  classes: [10],
};

/** The coarse label comes first. */
export const cifar100: CifarLayout = {
  name: "CIFAR-100",
  labelBytes: 2,
  recordBytes: 2 + cifarPixels,
  classes: [20, 100],
};

/** True when a file of so many bytes holds whole records of either kind. */
export function isCifarSize(bytes: number): boolean {
  return bytes > 0 && (bytes % cifar10.recordBytes === 0 || bytes % cifar100.recordBytes === 0);
}
