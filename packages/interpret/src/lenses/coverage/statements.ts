import type { PlacedStatement } from "../../calibration/placed-controls.ts";

export type StatementId = "classes" | "kinds";

/** The sentences of this lens; the tables count their controls, of fewer images, by themselves. */
export const statements: readonly PlacedStatement<StatementId>[] = [
  {
    id: "classes",
    fault: "class-missing",
    strength: 1,
    clear: "no class drawn too seldom or too often",
    counted: { placebo: "classes-placebo", spikeIn: "classes-spike-in" },
  },
  {
    id: "kinds",
    fault: "kind-missing",
    strength: 0.4,
    clear: "no kind drawn too seldom or too often",
    counted: { placebo: "kinds-placebo", spikeIn: "kinds-spike-in" },
  },
];

/** The chance of any false alarm over all groups that are judged together. */
export const alarm = 0.01;

/** A group is drawn too seldom, or too often, when its share is surely less, or more, than so many times what it should be. */
export interface Margins {
  readonly few: number;
  readonly many: number;
}

/**
 * Classes need a wide margin: a classifier that real images taught takes images that are a little thicker or softer for other classes
 * than it takes real ones. Kinds are clusters, and an image lies in the one that it lies in.
 */
export const margins: Readonly<Record<StatementId, Margins>> = {
  classes: { few: 2 / 3, many: 3 / 2 },
  kinds: { few: 1, many: 1 },
};

/** The rows of the tables that this lens's sentences stand on, whatever the effort: what decides is found in the same way at each. */
export const decidedAs = { lens: "coverage", effort: "quick" } as const;
