import * as z from "zod";

/** A learning rate, above 0. */
export function rateSetting(value: number): z.ZodDefault<z.ZodNumber> {
  return z.number().positive().default(value);
}

/** What a mean keeps of itself in a step, in [0, 1). */
export function decaySetting(value: number): z.ZodDefault<z.ZodNumber> {
  return z.number().min(0).lt(1).default(value);
}

/** What keeps a divisor from 0; above 0. */
export function epsilonSetting(value: number): z.ZodDefault<z.ZodNumber> {
  return z.number().positive().default(value);
}

/** The weight of a decay of parameters, at least 0. */
export function weightDecaySetting(value = 0): z.ZodDefault<z.ZodNumber> {
  return z.number().nonnegative().default(value);
}
