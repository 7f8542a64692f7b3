/**
 * Splits of data that come divided, and `held-out`: all that is not in `train`, without copies of what is.
 *
 * @param order row numbers in the order that each split is to have
 * @returns row numbers of each split, and what users should hear
 */
export function heldOutOfFolders({
  hashes,
  order,
  splitNames,
}: {
  readonly hashes: readonly string[];
  readonly order: readonly number[];
  readonly splitNames: readonly string[];
}): { readonly splits: Record<string, Int32Array>; readonly notes: readonly string[] } {
  const names = ["train", ...[...new Set(splitNames)].filter((name) => name !== "train").sort()];
  const rowsOf = (split: string) => order.filter((row) => splitNames[row] === split);
  const trained = new Set(rowsOf("train").map((row) => hashes[row]));
  const others = order.filter((row) => splitNames[row] !== "train");
  const heldOut = others.filter((row) => !trained.has(hashes[row]));
  const copies = others.length - heldOut.length;
  return {
    splits: {
      ...Object.fromEntries(names.map((name) => [name, Int32Array.from(rowsOf(name))])),
      "held-out": Int32Array.from(heldOut),
    },
    notes: [
      `The split held-out is ${names.slice(1).join(" and ")}${copies === 0 ? "" : `, without ${copies} images that are also in train`}.`,
    ],
  };
}
