/** The last of ascending steps that is not after the wanted one; the newest for `null`, the first where all are later. */
export function stepAt(steps: readonly number[], wanted: number | null): number | null {
  if (wanted === null) return steps.at(-1) ?? null;
  return steps.findLast((step) => step <= wanted) ?? steps[0] ?? null;
}

/** The step that is nearest to the wanted one, the earlier of two; `null` where there are none. */
export function nearestStep(steps: readonly number[], wanted: number): number | null {
  const distance = (step: number): number => Math.abs(step - wanted);
  return steps.reduce<number | null>(
    (nearest, step) => (nearest === null || distance(step) < distance(nearest) ? step : nearest),
    null,
  );
}
