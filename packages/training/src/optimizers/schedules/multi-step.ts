import * as z from "zod";
import type { ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link multiStep}. */
export interface MultiStepSchedule {
  /** The steps at which it falls. */
  readonly at: readonly number[];
  /** What is left after a fall, in (0, 1). */
  readonly factor: number;
}

/** Falls at given steps: factor^(how many of them have come). */
export const multiStep: ScheduleDefinition<MultiStepSchedule> = {
  settings: { at: z.array(z.int().positive()).min(1).max(100), factor: z.number().positive().lt(1) },
  factor: ({ at, factor }, { step }) => factor ** at.filter((each) => each <= step).length,
  endsWithRun: false,
  refuse: ({ at }, totalSteps) =>
    at.some((each) => each >= totalSteps)
      ? { key: "at", expected: `steps before the run's end at ${totalSteps}` }
      : undefined,
};
