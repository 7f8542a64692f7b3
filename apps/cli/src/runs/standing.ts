import { type RunReader, type RunRecord, type RunStanding, readRunWriter, runStanding } from "@ganlens/core";
import { writerState } from "@ganlens/core/node";

/** How a run stands: what run.json calls running may have been killed. */
export async function standingOf(reader: RunReader, record: Pick<RunRecord, "state">): Promise<RunStanding> {
  if (record.state !== "running") return record.state;
  return runStanding(record, await writerState(await readRunWriter(reader)));
}

/** What a person should know of a run whose run.json calls it running, and how it is trained to its end. */
export function standingWords(
  { training }: RunRecord,
  { standing, resume }: { readonly standing: RunStanding; readonly resume: string },
): string | undefined {
  if (training === undefined) return undefined;
  const where = `at step ${training.step} of ${training.totalSteps}`;
  if (standing === "running") return `this run is still training, ${where}.`;
  if (standing === "interrupted")
    return `the training of this run was interrupted ${where}; go on with: ${resume}`;
  if (standing !== "not known") return undefined;
  return `run.json says that this run is still training, ${where}, and whether it is cannot be seen from here; if it was interrupted, go on with: ${resume}`;
}
