import * as z from "zod";

/** What looks ill in a training, what speaks for it, and what could be changed. */
export interface HealthAlarm {
  /** The step at which it was seen. */
  readonly step: number;
  /** The monitor that saw it. */
  readonly monitor: string;
  /** What it was seen in: a network, a loss, the samples. */
  readonly about: string;
  /** One sentence: what is wrong. */
  readonly cause: string;
  /** The numbers that it was seen by. */
  readonly evidence: Readonly<Record<string, number>>;
  /** One sentence: what to change. */
  readonly suggestion: string;
}

export const healthAlarmSchema: z.ZodType<HealthAlarm> = z.strictObject({
  step: z.int().nonnegative(),
  monitor: z.string(),
  about: z.string(),
  cause: z.string(),
  evidence: z.record(z.string(), z.number()),
  suggestion: z.string(),
});
