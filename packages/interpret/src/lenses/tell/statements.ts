import type { PlacedStatement } from "../../calibration/placed-controls.ts";

export type StatementId = "apart" | "property" | "place";

/** The sentences of this lens; generated images are judged at the number of the placebo, so that the tables count both alike. */
export const statements: readonly PlacedStatement<StatementId>[] = [
  {
    id: "apart",
    fault: "dilation",
    strength: 1,
    clear: "not to be told from others",
    counted: { placebo: "apart-placebo", spikeIn: "apart-spike-in" },
  },
  {
    id: "property",
    fault: "fading",
    strength: 0.2,
    clear: "with no property that differs",
    counted: { placebo: "property-placebo", spikeIn: "property-spike-in" },
  },
  {
    id: "place",
    fault: "block-lost",
    strength: 1,
    clear: "as bright in every part",
    counted: { placebo: "place-placebo", spikeIn: "place-spike-in" },
  },
];

/** What the spike-in of `property` changes: one of these must be named there. Without a flat background fainter images are darker, too. */
export const plantedProperties: readonly string[] = ["contrast", "brightness"];

/** A sentence is said when as much would be seen by chance in at most one of a hundred. */
export const alarm = 0.01;

/**
 * The rows of the tables that this lens's sentences stand on, whatever the effort: what decides is found in the same way at every
 * effort. Only how often faults are planted, and how long the autoencoder learned, differs.
 */
export const decidedAs = { lens: "tell", effort: "quick" } as const;
