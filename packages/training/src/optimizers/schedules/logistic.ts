import * as z from "zod";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link logistic}. */
export interface LogisticSchedule {
  /** How steep it rises, per step; above 0. */
  readonly steepness: number;
  /** The step at which it is ½. */
  readonly midpoint: number;
}

/**
 * From near 0 to near 1 along a sigmoid: 1 / (1 + exp(−steepness · (step − midpoint))). Made for the weight of a loss term, such
 * as a variational autoencoder's β.
 *
 * @see Bowman et al. 2016, section 3.1
 */
export const logistic: ScheduleDefinition<LogisticSchedule> = {
  settings: { steepness: z.number().positive(), midpoint: z.number().nonnegative() },
  factor: ({ steepness, midpoint }, { step }) => 1 / (1 + Math.exp(-steepness * (step - midpoint))),
  endsWithRun: false,
  refuse: ({ midpoint }, totalSteps) =>
    midpoint >= totalSteps
      ? { key: "midpoint", expected: `fewer than the run's ${totalSteps} steps, or it does not rise` }
      : undefined,
};
