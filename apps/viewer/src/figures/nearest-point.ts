/** A point in the pixels of a drawing. */
export interface Spot {
  readonly left: number;
  readonly top: number;
}

/**
 * The index of the spot that is nearest to a place; −1 where none is within reach.
 *
 * @param along "x" where only the horizontal distance counts, as on a chart over steps
 * @param only which spots are looked for; all where it is left out
 */
export function nearestSpot(
  spots: readonly Spot[],
  place: Spot,
  {
    reach,
    along,
    only = () => true,
  }: {
    readonly reach: number;
    readonly along: "x" | "both";
    readonly only?: (index: number) => boolean;
  },
): number {
  let [nearest, least] = [-1, reach];
  for (const [index, { left, top }] of spots.entries()) {
    const across = Math.abs(left - place.left);
    const distance = along === "x" ? across : Math.hypot(across, top - place.top);
    if (distance > least || !only(index)) continue;
    [nearest, least] = [index, distance];
  }
  return nearest;
}
