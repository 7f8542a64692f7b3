import * as z from "zod";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link exponential}. */
export interface ExponentialSchedule {
  /** What is left after each step, in (0, 1). */
  readonly decay: number;
}

/** Falls in every step by the same part: decay^step. */
export const exponential: ScheduleDefinition<ExponentialSchedule> = {
  settings: { decay: z.number().positive().lt(1) },
  factor: ({ decay }, { step }) => decay ** step,
  endsWithRun: false,
};
