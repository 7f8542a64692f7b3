import * as z from "zod";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link triangular}. */
export interface TriangularSchedule {
  /** Steps of a rise, and of a fall. */
  readonly halfPeriod: number;
  /** The factor at the lowest points, in [0, 1). */
  readonly low: number;
}

/**
 * Up and down in straight lines between `low`, where it starts, and 1.
 *
 * @see Smith 2017, section 3.1
 */
export const triangular: ScheduleDefinition<TriangularSchedule> = {
  settings: { halfPeriod: z.int().positive(), low: z.number().min(0).lt(1).default(0.1) },
  factor: ({ halfPeriod, low }, { step }) => {
    const height = 1 - Math.abs((step % (2 * halfPeriod)) / halfPeriod - 1);
    return low + (1 - low) * height;
  },
  endsWithRun: false,
  refuse: ({ halfPeriod }, totalSteps) =>
    halfPeriod >= totalSteps
      ? { key: "halfPeriod", expected: `fewer than the run's ${totalSteps} steps, or the top is not reached` }
      : undefined,
};
