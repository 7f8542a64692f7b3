import * as z from "zod";
import { progress, type ScheduleDefinition } from "./schedule-definition.ts";
import { refuseWarmup, type WarmupSettings, warmupFactor, warmupSetting } from "./warm-up.ts";

/** Settings of {@link cosine}. */
export interface CosineSchedule extends WarmupSettings {
  /** The factor at the end of the run, in [0, 1]. */
  readonly end: number;
}

/**
 * From 1 along half a cosine to `end`: end + (1 − end) · ½(1 + cos(π · (step − warmupSteps) / (totalSteps − warmupSteps))).
 *
 * @see Loshchilov and Hutter 2017, equation 5, without restarts
 */
export const cosine: ScheduleDefinition<CosineSchedule> = {
  settings: { warmupSteps: warmupSetting, end: z.number().min(0).max(1).default(0) },
  factor: (settings, { step, totalSteps }) =>
    step < settings.warmupSteps
      ? warmupFactor(step, settings)
      : halfCosine(progress(step, settings.warmupSteps, totalSteps), settings),
  endsWithRun: true,
  refuse: refuseWarmup,
};

/** From 1 at 0 to `end` at 1. */
export function halfCosine(part: number, { end }: { readonly end: number }): number {
  return end + (1 - end) * 0.5 * (1 + Math.cos(Math.PI * part));
}
