import type { ScheduleDefinition } from "./schedule-definition.ts";
import { refuseWarmup, type WarmupSettings, warmupFactor, warmupSetting } from "./warm-up.ts";

/** The learning rate as it is, after a warm-up where one is wanted. */
export const constant: ScheduleDefinition<WarmupSettings> = {
  settings: { warmupSteps: warmupSetting },
  factor: (settings, { step }) => warmupFactor(step, settings),
  endsWithRun: false,
  refuse: refuseWarmup,
};
