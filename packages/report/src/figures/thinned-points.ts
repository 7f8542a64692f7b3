/**
 * Few enough points to draw: of each run of neighbours the lowest and the highest are kept, so that no peak is lost.
 *
 * @param maximum about how many points may be left
 */
export function thinnedPoints<P extends { readonly y: number }>(
  points: readonly P[],
  maximum = 600,
): readonly P[] {
  if (points.length <= maximum) return points;
  const size = Math.ceil((2 * points.length) / maximum);
  const kept: P[] = [];
  for (let start = 0; start < points.length; start += size) {
    const end = Math.min(points.length, start + size);
    let lowest = start;
    let highest = start;
    for (let at = start; at < end; at++) {
      if (points[at]!.y < points[lowest]!.y) lowest = at;
      if (points[at]!.y > points[highest]!.y) highest = at;
    }
    for (const at of [...new Set([lowest, highest])].sort((a, b) => a - b)) kept.push(points[at]!);
  }
  return kept;
}
