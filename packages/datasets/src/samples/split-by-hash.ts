/** A named part of a data set; a part may be divided again, and then both it and its own parts are splits. */
export interface SplitPart {
  readonly name: string;
  /** Its share is `weight` over the sum of the weights beside it. */
  readonly weight: number;
  readonly parts?: readonly SplitPart[];
}

/** Four fifths to train on, one fifth that nothing is ever trained on. */
export const trainAndHeldOut: readonly SplitPart[] = [
  { name: "train", weight: 4 },
  { name: "held-out", weight: 1 },
];

/**
 * Divides samples by the rank of their hash within their class, so that the file order means nothing.
 *
 * Part sizes follow the weights to within one sample per class; what rounding leaves over is carried to the next class,
 * so that totals are exact and odd classes alternate. Samples with equal hashes all go to the earliest part that one of
 * them falls into: no part holds a copy of another's sample.
 *
 * @param hashes one per sample, equal for equal samples
 * @param labels class of each sample; left out, all are of one class
 * @returns for every part, the row numbers of its samples in order of hash
 */
export function splitByHash({
  hashes,
  labels,
  parts,
}: {
  readonly hashes: readonly string[];
  readonly labels?: ArrayLike<number> | undefined;
  readonly parts: readonly SplitPart[];
}): Record<string, Int32Array> {
  const splits: Record<string, Int32Array> = {};
  const classOf = (row: number): number => labels?.[row] ?? 0;

  function divide(rows: readonly number[], into: readonly SplitPart[]): void {
    const classes = new Map<number, number[]>();
    for (const row of rows) {
      const members = classes.get(classOf(row));
      if (members === undefined) classes.set(classOf(row), [row]);
      else members.push(row);
    }
    const total = into.reduce((sum, part) => sum + part.weight, 0);
    const partOfHash = new Map<string, number>();
    let before = 0;
    for (const [, members] of [...classes].sort(([a], [b]) => a - b)) {
      const after = before + members.length;
      let weight = 0;
      let start = 0;
      for (const [index, part] of into.entries()) {
        weight += part.weight;
        const cut = Math.round((after * weight) / total) - Math.round((before * weight) / total);
        for (const row of members.slice(start, cut)) {
          const hash = hashes[row] as string;
          partOfHash.set(hash, Math.min(index, partOfHash.get(hash) ?? index));
        }
        start = Math.max(start, cut);
      }
      before = after;
    }
    for (const [index, part] of into.entries()) {
      const own = rows.filter((row) => partOfHash.get(hashes[row] as string) === index);
      splits[part.name] = Int32Array.from(own);
      if (part.parts !== undefined) divide(own, part.parts);
    }
  }

  divide(rowsByHash(hashes, labels), parts);
  return splits;
}

/** Row numbers in order of hash; equal hashes in order of label. */
export function rowsByHash(hashes: readonly string[], labels?: ArrayLike<number>): number[] {
  return Array.from(hashes.keys()).sort((a, b) => {
    const first = hashes[a] as string;
    const second = hashes[b] as string;
    if (first !== second) return first < second ? -1 : 1;
    return (labels?.[a] ?? 0) - (labels?.[b] ?? 0);
  });
}
