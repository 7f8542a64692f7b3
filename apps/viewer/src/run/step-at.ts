/** The last of ascending steps that is not after the wanted one; the newest for `null`, the first where all are later. */
export function stepAt(steps: readonly number[], wanted: number | null): number | null {
  if (wanted === null) return steps.at(-1) ?? null;
  return steps.findLast((step) => step <= wanted) ?? steps[0] ?? null;
}
