import type { PlacedStatement } from "../../calibration/placed-controls.ts";

export type StatementId = "gap" | "copies";

/** That images are farther than fresh real ones; the tables count its controls as they count the sentence. */
export const gapStatement: PlacedStatement<"gap"> = {
  id: "gap",
  fault: "blur",
  strength: 1,
  clear: "not farther",
  counted: { placebo: "gap", spikeIn: "gap" },
};

/** The sentences of this lens on single images. */
export const statements: readonly PlacedStatement<StatementId>[] = [
  gapStatement,
  {
    id: "copies",
    fault: "exact-copies",
    strength: 0.05,
    clear: "no copies",
    counted: { placebo: "copies", spikeIn: "copies" },
  },
];
