/**
 * The Mann–Whitney z of two sets of distances: (U − nm/2 + ½) / √(nm(n + m + 1)/12), U the pairs in which `made` is larger, ties
 * counting ½.
 */
export function copyingScore(made: Float64Array, held: Float64Array): number {
  const all = (n: number): Int32Array => Int32Array.from({ length: n }, (_, i) => i);
  return ranksAmong(made, held)(all(made.length), all(held.length));
}

/**
 * {@link copyingScore} of resamples: ranks are taken once, each resample then costs n + m steps.
 *
 * @returns the score of the rows named by two arrays of indices
 */
export function ranksAmong(
  made: Float64Array,
  held: Float64Array,
): (made: Int32Array, held: Int32Array) => number {
  const values = Float64Array.from(new Set([...made, ...held])).sort();
  const rankOf = new Map<number, number>();
  values.forEach((value, rank) => {
    rankOf.set(value, rank);
  });
  const ranks = (list: Float64Array): Int32Array =>
    Int32Array.from(list, (value) => rankOf.get(value) as number);
  const [ranksMade, ranksHeld] = [ranks(made), ranks(held)];
  const countMade = new Int32Array(values.length);
  const countHeld = new Int32Array(values.length);
  return (pickedMade, pickedHeld) => {
    countMade.fill(0);
    countHeld.fill(0);
    for (const i of pickedMade) countMade[ranksMade[i] as number]!++;
    for (const i of pickedHeld) countHeld[ranksHeld[i] as number]!++;
    let below = 0;
    let u = 0;
    for (let r = 0; r < values.length; r++) {
      u += (countMade[r] as number) * (below + (countHeld[r] as number) / 2);
      below += countHeld[r] as number;
    }
    const [n, m] = [pickedMade.length, pickedHeld.length];
    return (u - (n * m) / 2 + 0.5) / Math.sqrt((n * m * (n + m + 1)) / 12);
  };
}
