/** Where scores of one side lie among those of the other. */
export interface Placements {
  /** P(side +1 scores above side −1), equal scores counting ½. */
  readonly auc: number;
  /** DeLong's variance of it. */
  readonly variance: number;
  /** Rows whose side is that of their score. */
  readonly right: number;
  /** Of each row the share of the other side that it scores above. */
  readonly above: Float64Array;
}

/**
 * Placements of scores, of rows whose sides are given.
 *
 * @param scores `[m]`, of the rows in `scored`
 * @param sides +1 or −1 of all rows; where one side is missing among those that are scored, the AUC is ½
 */
export function placements(scores: Float64Array, scored: readonly number[], sides: Float64Array): Placements {
  const count = scores.length;
  const order = Int32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => (scores[a] as number) - (scores[b] as number),
  );
  const isGenerated = (i: number): boolean => (sides[scored[i] as number] as number) > 0;
  const above = new Float64Array(count);
  let [generated, real] = [0, 0];
  for (let start = 0, end = 0; start < count; start = end) {
    while (end < count && scores[order[end] as number] === scores[order[start] as number]) end++;
    let [ownGenerated, ownReal] = [0, 0];
    for (let at = start; at < end; at++) isGenerated(order[at] as number) ? ownGenerated++ : ownReal++;
    for (let at = start; at < end; at++) {
      const i = order[at] as number;
      above[i] = isGenerated(i) ? real + ownReal / 2 : generated + ownGenerated / 2;
    }
    generated += ownGenerated;
    real += ownReal;
  }
  if (generated === 0 || real === 0) return { auc: 0.5, variance: 0, right: 0, above };
  const [sums, squares] = [
    [0, 0],
    [0, 0],
  ];
  let right = 0;
  for (let i = 0; i < count; i++) {
    const side = isGenerated(i) ? 0 : 1;
    above[i] = (above[i] as number) / (side === 0 ? real : generated);
    sums[side] = (sums[side] as number) + (above[i] as number);
    squares[side] = (squares[side] as number) + (above[i] as number) ** 2;
    if ((scores[i] as number) > 0 === (side === 0)) right++;
  }
  const varianceOf = (side: 0 | 1, n: number): number =>
    n < 2 ? 0 : ((squares[side] as number) / n - ((sums[side] as number) / n) ** 2) / (n - 1);
  return {
    auc: (sums[0] as number) / generated,
    variance: varianceOf(0, generated) + varianceOf(1, real),
    right,
    above,
  };
}
