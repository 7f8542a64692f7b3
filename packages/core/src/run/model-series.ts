/** More models than this are no series that anybody looks at. */
export const mostModels = 200;

/**
 * The step of a model in a series: the last number of its path, as in `step-0100/model.json`.
 *
 * @returns `null` where the path has no number, or one beyond 2⁵³ − 1
 */
export function stepOfPath(path: string): number | null {
  const step = Number(path.match(/\d+/g)?.at(-1) ?? Number.NaN);
  return Number.isSafeInteger(step) ? step : null;
}
