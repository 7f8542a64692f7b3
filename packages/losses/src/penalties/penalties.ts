import { dragan } from "./dragan.ts";
import { fakeGradient } from "./fake-gradient.ts";
import { maximumGradient } from "./maximum-gradient.ts";
import { oneSidedGradient } from "./one-sided-gradient.ts";
import type { Penalty } from "./penalty.ts";
import { realGradient } from "./real-gradient.ts";
import { unitGradient } from "./unit-gradient.ts";
import { zeroCentredGradient } from "./zero-centred-gradient.ts";

/** The names of the penalties in a config. */
export type PenaltyId =
  | "real-gradient"
  | "fake-gradient"
  | "unit-gradient"
  | "one-sided-gradient"
  | "zero-centred-gradient"
  | "maximum-gradient"
  | "dragan";

/** Every penalty, by the name that a config gives it. */
export const penalties: Readonly<Record<PenaltyId, Penalty>> = {
  "real-gradient": realGradient,
  "fake-gradient": fakeGradient,
  "unit-gradient": unitGradient,
  "one-sided-gradient": oneSidedGradient,
  "zero-centred-gradient": zeroCentredGradient,
  "maximum-gradient": maximumGradient,
  dragan,
};
