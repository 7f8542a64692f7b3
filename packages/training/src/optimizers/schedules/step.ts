import * as z from "zod";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link step}. */
export interface StepSchedule {
  /** Steps between two falls. */
  readonly every: number;
  /** What is left after a fall, in (0, 1). */
  readonly factor: number;
}

/** Falls in equal intervals: factor^⌊step / every⌋. */
export const step: ScheduleDefinition<StepSchedule> = {
  settings: { every: z.int().positive(), factor: z.number().positive().lt(1) },
  factor: ({ every, factor }, position) => factor ** Math.floor(position.step / every),
  endsWithRun: false,
  refuse: ({ every }, totalSteps) =>
    every >= totalSteps
      ? { key: "every", expected: `fewer than the run's ${totalSteps} steps, or nothing falls` }
      : undefined,
};
