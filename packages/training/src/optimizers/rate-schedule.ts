import * as z from "zod";

/** How a learning rate goes on: as it is, or to 0 along half a cosine. */
export type RateSchedule = "constant" | "half-cosine";

export const rateScheduleSchema: z.ZodType<RateSchedule> = z.enum(["constant", "half-cosine"]);

/**
 * What the learning rate is multiplied by at a step: 1, or ½ (1 + cos(π · step / totalSteps)), which falls from 1 to 0.
 *
 * @see Loshchilov and Hutter 2017, equation 5, without restarts
 */
export function rateScale(schedule: RateSchedule, step: number, totalSteps: number): number {
  if (schedule === "constant") return 1;
  return 0.5 * (1 + Math.cos((Math.PI * Math.min(step, totalSteps)) / totalSteps));
}
