import type { AdversarialLoss } from "./adversarial-loss.ts";
import { hinge } from "./hinge.ts";
import { oneSidedSmoothing, twoSidedSmoothing } from "./label-smoothing.ts";
import { leastSquares } from "./least-squares.ts";
import { minimax } from "./minimax.ts";
import { nonSaturating } from "./non-saturating.ts";
import { relativistic } from "./relativistic.ts";
import {
  relativisticAverage,
  relativisticAverageHinge,
  relativisticAverageLeastSquares,
} from "./relativistic-average.ts";
import { wasserstein } from "./wasserstein.ts";

/** The names of the games in a config. */
export type AdversarialLossId =
  | "minimax"
  | "non-saturating"
  | "least-squares"
  | "hinge"
  | "wasserstein"
  | "relativistic"
  | "relativistic-average"
  | "relativistic-average-least-squares"
  | "relativistic-average-hinge"
  | "one-sided-smoothing"
  | "two-sided-smoothing";

/** Every game, by the name that a config gives it. */
export const adversarialLosses: Readonly<Record<AdversarialLossId, AdversarialLoss>> = {
  minimax,
  "non-saturating": nonSaturating,
  "least-squares": leastSquares,
  hinge,
  wasserstein,
  relativistic,
  "relativistic-average": relativisticAverage,
  "relativistic-average-least-squares": relativisticAverageLeastSquares,
  "relativistic-average-hinge": relativisticAverageHinge,
  "one-sided-smoothing": oneSidedSmoothing,
  "two-sided-smoothing": twoSidedSmoothing,
};
