import * as z from "zod";
import { halfCosine } from "./cosine.ts";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link cosineRestarts}. */
export interface CosineRestartsSchedule {
  /** Steps of the first period. */
  readonly firstPeriod: number;
  /** How many times longer each period is than the one before. */
  readonly growth: number;
  /** The factor at the end of a period, in [0, 1]. */
  readonly end: number;
}

/**
 * Half a cosine from 1 to `end` again and again, each time `growth` times as long.
 *
 * @see Loshchilov and Hutter 2017, equation 5
 */
export const cosineRestarts: ScheduleDefinition<CosineRestartsSchedule> = {
  settings: {
    firstPeriod: z.int().positive(),
    growth: z.int().positive().max(100).default(1),
    end: z.number().min(0).max(1).default(0),
  },
  factor: (settings, { step }) => {
    const { firstPeriod, growth } = settings;
    let [start, length] = [0, firstPeriod];
    if (growth === 1) start = step - (step % length);
    else
      while (step >= start + length) {
        start += length;
        length *= growth;
      }
    return halfCosine((step - start) / length, settings);
  },
  endsWithRun: false,
  refuse: ({ firstPeriod }, totalSteps) =>
    firstPeriod >= totalSteps
      ? { key: "firstPeriod", expected: `fewer than the run's ${totalSteps} steps, or nothing restarts` }
      : undefined,
};
