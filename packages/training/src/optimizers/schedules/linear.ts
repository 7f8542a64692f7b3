import * as z from "zod";
import { progress, type ScheduleDefinition } from "./schedule-definition.ts";
import { refuseWarmup, type WarmupSettings, warmupFactor, warmupSetting } from "./warm-up.ts";

/** Settings of {@link linear}. */
export interface LinearSchedule extends WarmupSettings {
  /** The factor at the end of the run, in [0, 1]. */
  readonly end: number;
}

/** From 1 in a straight line to `end`: 1 − (1 − end) · (step − warmupSteps) / (totalSteps − warmupSteps). */
export const linear: ScheduleDefinition<LinearSchedule> = {
  settings: { warmupSteps: warmupSetting, end: z.number().min(0).max(1).default(0) },
  factor: (settings, { step, totalSteps }) =>
    step < settings.warmupSteps
      ? warmupFactor(step, settings)
      : 1 - (1 - settings.end) * progress(step, settings.warmupSteps, totalSteps),
  endsWithRun: true,
  refuse: refuseWarmup,
};
