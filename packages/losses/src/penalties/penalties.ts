import type { Penalty } from "./penalty.ts";
import { realGradient } from "./real-gradient.ts";
import { unitGradient } from "./unit-gradient.ts";

/** The names of the penalties in a config. */
export type PenaltyId = "real-gradient" | "unit-gradient";

/** Every penalty, by the name that a config gives it. */
export const penalties: Readonly<Record<PenaltyId, Penalty>> = {
  "real-gradient": realGradient,
  "unit-gradient": unitGradient,
};
