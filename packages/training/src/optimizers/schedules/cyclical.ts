import * as z from "zod";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link cyclical}. */
export interface CyclicalSchedule {
  /** How often it starts anew in the run. */
  readonly cycles: number;
  /** The share of a cycle in which it rises, in (0, 1]. */
  readonly rampShare: number;
}

/**
 * From 0 in a straight line to 1, where it stays until the next cycle starts at 0: min(1, p / rampShare), where p is how far the
 * cycle has come. Made for the weight of a loss term, such as a variational autoencoder's β; one cycle is a linear annealing.
 *
 * @see Fu et al. 2019, equations 6 and 7
 */
export const cyclical: ScheduleDefinition<CyclicalSchedule> = {
  settings: { cycles: z.int().positive().default(4), rampShare: z.number().positive().max(1).default(0.5) },
  factor: ({ cycles, rampShare }, { step, totalSteps }) =>
    step >= totalSteps ? 1 : Math.min(1, (((step * cycles) / totalSteps) % 1) / rampShare),
  endsWithRun: true,
  refuse: ({ cycles }, totalSteps) =>
    2 * cycles >= totalSteps
      ? { key: "cycles", expected: `fewer than half of the run's ${totalSteps} steps` }
      : undefined,
};
