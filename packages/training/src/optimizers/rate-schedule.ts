import { ConfigInvalidError } from "@ganlens/core";
import * as z from "zod";
import type { ScheduleDefinition } from "./schedules/schedule-definition.ts";
import { type ScheduleKind, type ScheduleSettings, schedules } from "./schedules/schedules.ts";

/** How a learning rate goes on: as it is, to 0 along half a cosine, or along one of {@link schedules} by its `kind`. */
export type RateSchedule =
  | "constant"
  | "half-cosine"
  | { [Kind in ScheduleKind]: { readonly kind: Kind } & ScheduleSettings[Kind] }[ScheduleKind];

const kinds = Object.entries(schedules).map(([kind, { settings }]) =>
  z.strictObject({ kind: z.literal(kind), ...(settings as z.ZodRawShape) }),
) as unknown as [z.ZodObject, ...z.ZodObject[]];

export const rateScheduleSchema: z.ZodType<RateSchedule> = z.union([
  z.enum(["constant", "half-cosine"]),
  z.discriminatedUnion("kind", kinds) as z.ZodType<unknown> as z.ZodType<Exclude<RateSchedule, string>>,
]);

/**
 * What the learning rate is multiplied by at a step: 1 for "constant", ½ (1 + cos(π · step / totalSteps)), which falls from 1 to 0,
 * for "half-cosine", else what the schedule of that kind says.
 *
 * @param step steps taken before this one, from 0
 * @see Loshchilov and Hutter 2017, equation 5, without restarts
 */
export function rateScale(schedule: RateSchedule, step: number, totalSteps: number): number {
  if (schedule === "constant") return 1;
  if (schedule === "half-cosine") {
    return 0.5 * (1 + Math.cos((Math.PI * Math.min(step, totalSteps)) / totalSteps));
  }
  return definitionOf(schedule).factor(schedule, { step, totalSteps });
}

/** Whether a schedule ends with the run, so that more steps change the rate of every one of them. */
export function endsWithRun(schedule: RateSchedule): boolean {
  if (typeof schedule === "string") return schedule === "half-cosine";
  return definitionOf(schedule).endsWithRun;
}

/** A rate below this part of the learning rate moves nothing. */
const nothing = 1e-6;

/**
 * Refuses a schedule that cannot do in a run of so many steps what it says, and one that trains nothing in half of them.
 *
 * @param key where the schedule stands in the configuration
 * @throws {ConfigInvalidError} for a warm-up as long as the run, a fall or a restart behind its end, and a rate of next to 0
 */
export function assertRateSchedule(schedule: RateSchedule, totalSteps: number, key = "rateSchedule"): void {
  if (typeof schedule !== "string") {
    const refused = definitionOf(schedule).refuse?.(schedule, totalSteps);
    if (refused !== undefined) {
      throw new ConfigInvalidError({
        message: `Setting "${key}.${refused.key}": expected ${refused.expected}; received ${JSON.stringify(Reflect.get(schedule, refused.key))}.`,
        hint: "Change it, or the number of steps (schedule.totalSteps).",
      });
    }
  }
  const looks = Math.min(totalSteps, 1000);
  const idle = Array.from({ length: looks }, (_, i) => Math.floor((i * totalSteps) / looks)).filter(
    (step) => rateScale(schedule, step, totalSteps) < nothing,
  );
  if (2 * idle.length < looks || idle.length < 2) return;
  throw new ConfigInvalidError({
    message: `Setting "${key}": expected a learning rate in most steps, but ${JSON.stringify(schedule)} leaves less than a millionth of it in ${idle.length} of ${looks} of them, such as step ${idle[0]} of ${totalSteps}.`,
    hint: "Let it fall more slowly, or train for fewer steps (schedule.totalSteps).",
  });
}

function definitionOf(schedule: Exclude<RateSchedule, string>): ScheduleDefinition<unknown> {
  return schedules[schedule.kind] as ScheduleDefinition<unknown>;
}
