/** Ceilings of what is read of a run; anything larger becomes a note, and the rest is still read. */
export interface RunCeilings {
  /** `run.json`, a lens's result, a record of a network. */
  readonly jsonBytes: number;
  /** `metrics.ndjson`. */
  readonly logBytes: number;
  readonly lenses: number;
}

export const runCeilings: RunCeilings = { jsonBytes: 64 * 2 ** 20, logBytes: 256 * 2 ** 20, lenses: 64 };
