import * as z from "zod";
import { progress, type ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link polynomial}. */
export interface PolynomialSchedule {
  /** Above 0; 1 is a straight line. */
  readonly power: number;
}

/** From 1 to 0 at the end of the run: (1 − step / totalSteps)^power. */
export const polynomial: ScheduleDefinition<PolynomialSchedule> = {
  settings: { power: z.number().positive() },
  factor: ({ power }, { step, totalSteps }) => (1 - progress(step, 0, totalSteps)) ** power,
  endsWithRun: true,
};
