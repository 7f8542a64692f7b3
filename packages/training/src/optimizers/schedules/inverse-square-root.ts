import * as z from "zod";
import type { ScheduleDefinition } from "./schedule-definition.ts";
import { refuseWarmup, type WarmupSettings } from "./warm-up.ts";

/**
 * Up to 1 in a straight line, and down with the root of the steps: min(n / warmupSteps, √(warmupSteps / n)) with n = step + 1.
 *
 * Vaswani's is this one times 1 / √warmupSteps; here the learning rate is the highest one.
 *
 * @see Vaswani et al. 2017, equation 3
 */
export const inverseSquareRoot: ScheduleDefinition<WarmupSettings> = {
  settings: { warmupSteps: z.int().positive() },
  factor: ({ warmupSteps }, { step }) =>
    Math.min((step + 1) / warmupSteps, Math.sqrt(warmupSteps / (step + 1))),
  endsWithRun: false,
  refuse: refuseWarmup,
};
