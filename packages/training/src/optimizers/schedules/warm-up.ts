import * as z from "zod";

/** Settings of schedules that begin with a warm-up. */
export interface WarmupSettings {
  /** Steps in which the factor rises in equal parts to 1, which it reaches in the last of them; 0: none. */
  readonly warmupSteps: number;
}

export const warmupSetting: z.ZodType<number> = z.int().nonnegative().default(0);

/** (step + 1) / warmupSteps, at most 1: the first step already moves something. */
export function warmupFactor(step: number, { warmupSteps }: WarmupSettings): number {
  return step < warmupSteps ? (step + 1) / warmupSteps : 1;
}

/** A warm-up as long as the run leaves nothing for what comes after it. */
export function refuseWarmup(
  { warmupSteps }: WarmupSettings,
  totalSteps: number,
): { readonly key: "warmupSteps"; readonly expected: string } | undefined {
  return warmupSteps > 0 && warmupSteps >= totalSteps
    ? { key: "warmupSteps", expected: `fewer than the run's ${totalSteps} steps` }
    : undefined;
}
