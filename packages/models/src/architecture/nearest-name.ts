/** The number of single-character insertions, deletions and replacements that turn `a` into `b` (Levenshtein). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1));
    }
    row = next;
  }
  return row[b.length] as number;
}

/** The known name that takes the fewest edits to reach, or undefined when even that one is far off. */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const bounded = name.slice(0, 80);
  const ranked = [...known]
    .map((candidate) => ({ candidate, distance: editDistance(bounded, candidate) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best && best.distance <= Math.max(2, Math.ceil(best.candidate.length / 2))
    ? best.candidate
    : undefined;
}
