/**
 * The known names that a wrong one was most likely meant to be, nearest first: at most three, none that shares little
 * with it.
 *
 * @param name what was given; letter case does not count
 * @param known the names that would have been understood
 */
export function nearestNames(name: string, known: Iterable<string>): readonly string[] {
  // A name from a file may be of any length; the distance takes time in proportion to it.
  const lower = name.slice(0, 80).toLowerCase();
  return [...known]
    .map((candidate) => ({ candidate, distance: editDistance(lower, candidate.toLowerCase()) }))
    .filter(({ candidate, distance }) => distance <= Math.max(lower.length, candidate.length) / 2)
    .sort((a, b) => a.distance - b.distance)
    .slice(0, 3)
    .map(({ candidate }) => candidate);
}

/** Levenshtein's distance: the fewest letters inserted, dropped or replaced that make one word the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] as number) + 1, (current[j - 1] as number) + 1));
    }
    previous = current;
  }
  return previous[b.length] as number;
}
