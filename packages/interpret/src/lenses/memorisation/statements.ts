import type { PlacedStatement } from "../../calibration/placed-controls.ts";

export type StatementId = "copies" | "repeats";

/** The sentences of this lens; the tables count their controls, of fewer images, by themselves. */
export const statements: readonly PlacedStatement<StatementId>[] = [
  {
    id: "copies",
    fault: "exact-copies",
    strength: 0.05,
    clear: "no copies",
    counted: { placebo: "copies-placebo", spikeIn: "copies-spike-in" },
  },
  {
    id: "repeats",
    fault: "duplicates",
    strength: 0.05,
    clear: "no repeats",
    counted: { placebo: "repeats-placebo", spikeIn: "repeats-spike-in" },
  },
];

/** A sentence is said when as much would be seen by chance in at most one of a hundred. */
export const alarm = 0.01;

/**
 * The rows of the tables that this lens's sentences stand on, whatever the effort: what decides is found in the same way at every
 * effort. Only how often faults are planted, and how long the autoencoder of the third search learned, differs.
 */
export const decidedAs = { lens: "memorisation", effort: "quick" } as const;
