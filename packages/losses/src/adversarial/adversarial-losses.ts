import type { AdversarialLoss } from "./adversarial-loss.ts";
import { leastSquares } from "./least-squares.ts";
import { minimax } from "./minimax.ts";
import { nonSaturating } from "./non-saturating.ts";

/** The names of the games in a config. */
export type AdversarialLossId = "minimax" | "non-saturating" | "least-squares";

/** Every game, by the name that a config gives it. */
export const adversarialLosses: Readonly<Record<AdversarialLossId, AdversarialLoss>> = {
  minimax,
  "non-saturating": nonSaturating,
  "least-squares": leastSquares,
};
