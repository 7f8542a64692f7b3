import type { RunContents } from "@ganlens/core";

/** The last step that anything in the folder tells of: run.json is written less often than the log and the samples. */
export function newestStep({ record, logged, sampleSteps }: Omit<RunContents, "notes">): number {
  return Math.max(record?.training?.step ?? 0, logged.at(-1)?.step ?? 0, sampleSteps.at(-1) ?? 0);
}
