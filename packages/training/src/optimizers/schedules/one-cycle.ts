import * as z from "zod";
import { halfCosine } from "./cosine.ts";
import { progress, type ScheduleDefinition } from "./schedule-definition.ts";

/** Settings of {@link oneCycle}. */
export interface OneCycleSchedule {
  /** The share of the run in which it rises, in (0, 1). */
  readonly warmupShare: number;
  /** The first factor, in (0, 1]. */
  readonly start: number;
  /** The last factor, in [0, 1]. */
  readonly end: number;
}

/**
 * Along half a cosine from `start` up to 1, which is reached at step warmupShare · totalSteps − 1, and along another one down
 * to `end` at the last step; defaults as in PyTorch.
 *
 * @see Smith and Topin 2019, section 3
 */
export const oneCycle: ScheduleDefinition<OneCycleSchedule> = {
  settings: {
    warmupShare: z.number().positive().lt(1).default(0.3),
    start: z.number().positive().max(1).default(0.04),
    end: z.number().min(0).max(1).default(4e-6),
  },
  factor: ({ warmupShare, start, end }, { step, totalSteps }) => {
    const top = warmupShare * totalSteps - 1;
    // A rise is a fall read backwards.
    if (step <= top) return halfCosine(1 - progress(step, 0, top), { end: start });
    return halfCosine(progress(step, Math.max(top, 0), totalSteps - 1), { end });
  },
  endsWithRun: true,
  refuse: ({ warmupShare }, totalSteps) =>
    warmupShare * totalSteps < 2
      ? { key: "warmupShare", expected: `at least two of the run's ${totalSteps} steps` }
      : undefined,
};
